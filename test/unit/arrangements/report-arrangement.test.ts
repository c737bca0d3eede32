import { describe, expect, it } from "vitest";
import { arrangementTransitions, type Arrangement } from "../../../shared/arrangements/model.ts";
import { reportArrangement } from "../../../shared/arrangements/report-arrangement.ts";
import {
  anAccount,
  at,
  placementOf,
  received,
  refusalOf,
  valueOf,
  withoutAgency,
} from "../../support/builders.ts";

const steps = Object.keys(arrangementTransitions) as (keyof typeof arrangementTransitions)[];
const states = ["NONE", "PROPOSED", "ACTIVE", "BROKEN", "COMPLETED", "CANCELLED"] as const;
const everyPair = states.flatMap((from) => steps.map((step) => [from, step] as const));
const account = anAccount();

const anArrangement = (over: Partial<Arrangement> = {}): Arrangement => ({
  accountId: account.accountId,
  placementId: placementOf(account),
  agencyId: account.holders[0]!,
  arrangementRef: "PLAN-1",
  state: "ACTIVE",
  stateAsOf: at("2026-02-20T12:00:00.000Z"),
  terms: {},
  termsAsOf: {},
  missed: [],
  revision: 1,
  ...over,
});

const tell = (
  arrangements: readonly Arrangement[],
  step: Parameters<typeof received>[0],
  over: Parameters<typeof received>[2] = {},
) => reportArrangement({ account, arrangements }, received(step as "arrangement.amended", account, over));

describe("an arrangement", () => {
  it.each(everyPair)("that is %s takes a newer %s only where the table says so", (state, step) => {
    const { from, to } = arrangementTransitions[step];
    const outcome = tell([anArrangement({ state })], step);
    if ((from as readonly string[]).includes(state)) expect(valueOf(outcome).arrangement?.state).toBe(to);
    else expect(refusalOf(outcome).code).toBe("invalid-transition");
  });

  it("that is told what is older records it and stays as it is", () => {
    const outcome = valueOf(
      tell([anArrangement()], "arrangement.broken", { effectiveAt: "2026-02-19T09:00:00Z" }),
    );
    expect(outcome.arrangement).toMatchObject({ state: "ACTIVE", revision: 2 });
    expect(outcome.events[0].data).toMatchObject({ superseded: true });
    expect(outcome.answer).toEqual({ reason: "superseded" });
  });

  it("guards its account as long as it is active, whatever is proposed beside it", () => {
    const outcome = valueOf(
      tell([anArrangement()], "arrangement.proposed", { data: { arrangementRef: "PLAN-2" } }),
    );
    expect(outcome.account.arrangement).toBe("ACTIVE");
    expect(outcome.arrangement).toMatchObject({ arrangementRef: "PLAN-2", state: "PROPOSED" });
  });

  it("takes each term as of when it was agreed", () => {
    const amended = valueOf(
      tell([anArrangement()], "arrangement.amended", {
        effectiveAt: "2026-03-02T09:00:00Z",
        data: { instalments: 12, frequency: "MONTHLY" },
      }),
    ).arrangement!;
    const older = valueOf(
      tell([amended], "arrangement.amended", {
        effectiveAt: "2026-03-01T09:00:00Z",
        data: { instalments: 6, graceDays: 5 },
      }),
    );
    expect(older.arrangement?.terms).toEqual({ instalments: 12, frequency: "MONTHLY", graceDays: 5 });
  });

  it("counts a missed instalment once", () => {
    const first = valueOf(tell([anArrangement()], "arrangement.instalment_missed")).arrangement!;
    expect(valueOf(tell([first], "arrangement.instalment_missed")).arrangement?.missed).toEqual(["PLAN-1-2"]);
  });

  it("of a placement that ended is recorded all the same", () => {
    const ended = withoutAgency(account, { lifecycle: "CLOSED" });
    const call = received("arrangement.broken", ended);
    expect(valueOf(reportArrangement({ account: ended }, call)).account.arrangement).toBe("BROKEN");
  });

  it("needs a placement that the agency acknowledged", () => {
    const offered = anAccount({ lifecycle: "OFFERED" });
    const outcome = reportArrangement({ account: offered }, received("arrangement.activated", offered));
    expect(refusalOf(outcome).code).toBe("invalid-transition");
  });
});
