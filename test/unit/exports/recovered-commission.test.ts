import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { addRecoveredCommission } from "../../../shared/exports/add-recovered-commission.ts";
import { recoveryRows } from "../../../shared/exports/recovery-rows.ts";
import { recoverySums } from "../../../shared/exports/recovery-sums.ts";
import { RemittanceId } from "../../../shared/kernel/ids.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { JournalEntry, PostedEvent } from "../../../shared/ledger/journal.ts";
import { DirectPayment } from "../../../shared/payments/direct-model.ts";
import { Payment } from "../../../shared/payments/model.ts";
import type { Placement } from "../../../shared/placements/model.ts";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { aLine, adviceTaken, anAdvice, aReversalLine, aCommissionLine } from "../../support/advice.ts";
import { anAccount, anAgencyId, aLenderId, aPlacement, now, on } from "../../support/builders.ts";

const [agencyId, lenderId] = [anAgencyId(), aLenderId()];
const remittanceId = RemittanceId.parse(`rem_${ulid()}`);
const days = { from: on("2026-01-01"), to: on("2026-03-31") };

const placedIn = (month: string, over: object = {}): Placement =>
  aPlacement(anAccount({ lenderId, holders: [agencyId] }), {
    offeredAt: `${month}-10T12:00:00.000Z`,
    ...over,
  });

const january = placedIn("2026-01");
const february = placedIn("2026-02");

type World = {
  readonly mode?: "NET" | "GROSS" | "COMBINED";
  readonly payments?: readonly Payment[];
  readonly direct?: readonly DirectPayment[];
  readonly placements?: readonly Placement[];
};

const entryOf = (type: string, accountId: string, postedAt: string) =>
  JournalEntry.parse({
    eventId: `evt_${type}`,
    accountId,
    sequence: 1,
    type,
    effectiveAt: postedAt,
    postedAt,
    postings: [],
    hash: "h",
  });

const advised = entryOf("remittance.advised", remittanceId, "2026-02-20T10:00:00.000Z");
const billed = entryOf("commission.billed", "inv_1", "2026-03-20T10:00:00.000Z");

/** What lines come to, by vintage and month, once they were advised and billed. */
async function commissionOf(lines: readonly object[], world: World = {}) {
  const advice = AdviceBody.parse(anAdvice(lenderId, lines, { mode: world.mode ?? "NET" }));
  const { remittance, lines: stored } = adviceTaken(agencyId, advice);
  const placements = world.placements ?? [january, february];
  const sums = recoverySums(days);
  const event = PostedEvent.parse({ ...billed, book: "b", data: { remittances: [{ remittanceId }] } });
  await addRecoveredCommission(
    {
      posted: { findAll: async () => new Map([[billed.eventId, event]]) },
      remittances: {
        findAll: async (ids) => ids.slice(0, 1).map(() => ({ ...remittance, remittanceId })),
        lines: async (_of, { after }) => {
          const from = Number(after?.["n"] ?? 0);
          const next = from + 1 < stored.length && { next: { n: String(from + 1) } };
          return { items: stored.slice(from, from + 1), ...next };
        },
      },
      placements: {
        findAll: async (ids) => placements.filter(({ placementId }) => ids.includes(placementId)),
      },
      payments: { findAll: async () => world.payments ?? [] },
      directPayments: { findAll: async () => world.direct ?? [] },
    },
    { lenderId, to: days.to },
    { entries: [advised, billed], sums },
  );
  return sums
    .all()
    .flatMap((one) => recoveryRows(one, { ...days, currency: Currency.parse("USD") }))
    .filter(({ commission }) => commission !== 0)
    .map(({ vintage, month, commission }) => [vintage, month, commission]);
}

const aPayment = (over: object = {}) =>
  Payment.parse({
    agencyId,
    paymentRef: "P-1",
    placementId: january.placementId,
    accountId: january.accountId,
    status: "POSTED",
    amount: 1,
    currency: "USD",
    reversed: 0,
    clearing: "",
    postings: [],
    waiting: [],
    effectiveAt: now,
    receivedAt: now,
    ...over,
  });

const aDirectPayment = (over: object = {}) =>
  DirectPayment.parse({
    lenderId,
    accountId: january.accountId,
    paymentRef: "P-1",
    requestHash: "h",
    amount: 1,
    currency: "USD",
    reversed: 0,
    clearing: "",
    postings: [],
    effectiveAt: now,
    receivedAt: now,
    ...over,
  });

const told = { placementId: january.placementId, agencyId, eventId: "e", acknowledgeBy: now };

const lineOn = ({ placementId }: Placement, over: object = {}) => aLine({ placementId, tax: 0, ...over });

describe("the commission of an export of recoveries", () => {
  it("is of the vintage of each line's placement, what is given back taken off", async () => {
    const lines = [
      lineOn(january, { commission: 2_000 }),
      lineOn(february, { commission: 500 }),
      aReversalLine({ placementId: january.placementId, commission: 300, tax: 0 }),
      aCommissionLine({ placementId: february.placementId, commission: 20, tax: 0 }),
    ];
    expect(await commissionOf(lines)).toEqual([
      ["2026-01", "2026-02", 1_700],
      ["2026-02", "2026-02", 480],
    ]);
  });

  it("is booked with the advice that keeps it back, and with the invoice where it is billed", async () => {
    const direct = lineOn(january, { kind: "DIRECT_PAYMENT", commission: 70 });
    const lines = [lineOn(january, { commission: 900 }), direct];
    expect(await commissionOf(lines, { mode: "NET" })).toEqual([["2026-01", "2026-02", 970]]);
    expect(await commissionOf(lines, { mode: "GROSS" })).toEqual([["2026-01", "2026-03", 970]]);
    expect(await commissionOf(lines, { mode: "COMBINED" })).toEqual([
      ["2026-01", "2026-02", 900],
      ["2026-01", "2026-03", 70],
    ]);
  });

  it("finds whose a line is by its payment, or by the payment that it takes back", async () => {
    const unnamed = aLine({ paymentRef: "P-1", commission: 40, tax: 0 });
    expect(await commissionOf([unnamed], { payments: [aPayment()] })).toEqual([["2026-01", "2026-02", 40]]);
    const back = aReversalLine({ paymentRef: "R-1", originalPaymentRef: "P-1", commission: 40, tax: 0 });
    expect(await commissionOf([back], { payments: [aPayment()] })).toEqual([["2026-01", "2026-02", -40]]);
    const direct = { ...unnamed, kind: "DIRECT_PAYMENT" };
    expect(await commissionOf([direct], { direct: [aDirectPayment({ told })] })).toEqual([
      ["2026-01", "2026-02", 40],
    ]);
  });

  it.each<[string, object, World]>([
    ["nothing is known of its payment", {}, {}],
    [
      "its payment was reported after the last day",
      {},
      { payments: [aPayment({ receivedAt: "2026-04-01T00:00:00.000Z" })] },
    ],
    [
      "its payment was in suspense",
      {},
      { payments: [aPayment({ reportedPlacementId: february.placementId })] },
    ],
    ["only a reversal of its payment was heard of", {}, { payments: [aPayment({ status: "AWAITED" })] }],
    ["the lender alone knows of what the agency says it has", {}, { direct: [aDirectPayment({ told })] }],
    ["no agency was told of the payment", { kind: "DIRECT_PAYMENT" }, { direct: [aDirectPayment()] }],
    [
      "it names another agency's placement",
      lineOn(january),
      { placements: [placedIn("2026-01", { agencyId: anAgencyId(), placementId: january.placementId })] },
    ],
    [
      "it names another lender's placement",
      lineOn(january),
      { placements: [placedIn("2026-01", { lenderId: aLenderId(), placementId: january.placementId })] },
    ],
  ])("is the agency's alone where %s", async (_name, over, world) => {
    const line = aLine({ paymentRef: "P-1", tax: 0, ...over, commission: 40 });
    expect(await commissionOf([line], world)).toEqual([["", "2026-02", 40]]);
  });
});
