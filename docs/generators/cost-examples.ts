import type * as z from "zod";
import { Callback } from "../../shared/callbacks/any-callback.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import { costView, type Cost } from "../../shared/charges/cost.ts";
import { costDecision } from "../../shared/charges/decide-cost.ts";
import { DecideCostRequest } from "../../shared/charges/wire.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import { callbackBodies } from "./callback-examples.ts";
import { acknowledged, agencyId } from "./story.ts";

export const decideCostBody = {
  decision: "AUTHORISED",
  reason: "We had asked for the trace by telephone.",
} satisfies z.input<typeof DecideCostRequest>;

const { data, ...envelope } = callbackBodies["cost.incurred"];
const { authorisationRef: _none, ...unauthorised } = data;

/** The cost of the examples without the permission that it names. */
export const costBody = { ...envelope, data: unauthorised };

const outcome = accepted(
  decide(
    { account: acknowledged.account },
    {
      agencyId,
      callback: Callback.parse(costBody),
      payloadHash: sha256(canonical(costBody)),
      receivedAt: Instant.parse("2026-03-12T08:00:01.100Z"),
    },
  ),
);

function incurred(): Cost {
  if (outcome.cost === undefined) throw new Error("a cost.incurred without permission that waits for nobody");
  return outcome.cost;
}

const decided = accepted(
  costDecision(
    outcome.account,
    { cost: incurred(), request: DecideCostRequest.parse(decideCostBody) },
    { actor: { kind: "LENDER", id: incurred().lenderId }, now: Instant.parse("2026-03-13T08:45:00.000Z") },
  ),
);

/** A cost of the account of the examples, as the code answers it. */
export const costViews = { pending: costView(incurred()), authorised: costView(decided.cost) };
