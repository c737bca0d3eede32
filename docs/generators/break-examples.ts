import { findingOf } from "../../shared/breaks/finding.ts";
import { isOpenBreak, type BreakRecord } from "../../shared/breaks/model.ts";
import { observed } from "../../shared/breaks/observed.ts";
import { resolve } from "../../shared/breaks/resolution.ts";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import type { BreakStep, By } from "../../shared/breaks/step.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { summarise } from "../../shared/breaks/summarise.ts";
import { breakDetail, breakView } from "../../shared/breaks/view.ts";
import type { BreakBulkRequest, BreakBulkResult } from "../../shared/breaks/wire.ts";
import { comment } from "../../shared/breaks/work-on.ts";
import { stepWritten } from "../../shared/breaks/written.ts";
import { eventView } from "../../shared/accounts/event-view.ts";
import { EventView } from "../../shared/accounts/event-wire.ts";
import { AccountId, AgencyId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { breakOf } from "../../shared/reconciliation/break.ts";
import { ids } from "./examples.ts";

/** A payment that an agency advised with less than it reported, by the gateway's own decisions. */
const parties = {
  lenderId: LenderId.parse(ids.lenderId),
  agencyId: AgencyId.parse(ids.agencyId),
  currency: Currency.parse("USD"),
};
const accountId = AccountId.parse(ids.accountId);
const payment = {
  ...parties,
  accountId,
  kind: "PAYMENT",
  paymentRef: "NR-88120",
  recipient: "AGENCY",
  effectiveOn: LocalDate.parse("2026-03-05"),
} as const;

export const foundBreak = breakOf({
  ...parties,
  code: "AMOUNT_DIFF",
  amount: 500,
  subjects: {
    reported: [
      {
        ...payment,
        id: "NR-88120",
        placementId: PlacementId.parse(ids.placementId),
        amount: 45_000,
        method: "CARD",
      },
    ],
    advised: [{ ...payment, lineId: "RM-2026-03-L7", remittanceId: "RM-2026-03", amount: 44_500 }],
  },
  explain: ["NR-88120 was reported with 450.00 USD and advised with 445.00 USD"],
});

const ranAt = Instant.parse("2026-04-01T04:00:00.000Z");
const workedAt = Instant.parse("2026-04-02T09:15:00.000Z");
const by: By = { actor: { kind: "FINANCE", id: ids.keyId }, now: workedAt };

const writes = breakStore({ get: nothing, getAll: async () => [], page: async () => ({ items: [] }) });

async function nothing(): Promise<undefined> {
  return undefined;
}

const taken = (before: BreakRecord | undefined, step: BreakStep, now: Instant) =>
  stepWritten(writes, step, { before, name: "example", now });

function opened() {
  const finding = findingOf(foundBreak);
  const look = { actor: { kind: "SYSTEM" as const, id: "reconciler" }, at: ranAt, now: ranAt };
  const seen = observed(undefined, finding, look);
  if (seen.kind !== "STEP") throw new Error("a new break that is not opened");
  return { evidence: finding.evidence, ...taken(undefined, seen.step, ranAt) };
}

const first = opened();

export const resolveBreakBody = {
  method: "WRITE_OFF_TOLERANCE",
  explanation: "The agency's bank kept 5.00 for the transfer.",
  posting: { entry: "WRITE_OFF_CLEARING" },
} as const;

export const breakCommentBody = { text: "Asked the agency for the bank's note of charges." };

const resolved = taken(
  first.record,
  accepted(resolve(first.record, { request: ResolveBreakRequest.parse(resolveBreakBody) }, by)),
  workedAt,
);

const said = accepted(comment(first.record, breakCommentBody.text, by)).comment;
if (said === undefined) throw new Error("a comment that is not written");

export const breakCommentExample = said;

export const breakExamples = {
  open: breakView(first.record, workedAt),
  detail: breakDetail(first.record, first.evidence, workedAt),
  resolved: breakView(resolved.record, workedAt),
  events: [first, resolved].flatMap(({ written }) =>
    written.events.map(({ item }) => EventView.parse(eventView(item))),
  ),
  summary: summarise(
    { lenderId: parties.lenderId, records: [first.record].filter(isOpenBreak), complete: true },
    workedAt,
  ),
};

export const breakBulkBody = {
  breakIds: [first.record.breakId],
  command: { kind: "ASSIGN", assignee: "reconciliation-team" },
} satisfies BreakBulkRequest;

export const breakBulkExample = {
  items: [{ breakId: first.record.breakId, outcome: "DONE", state: "ASSIGNED" }],
} satisfies { readonly items: readonly BreakBulkResult[] };
