import { codesStore } from "../../shared/exports/codes-store.ts";
import { findCodes } from "../../shared/exports/find-codes.ts";
import { requestExport } from "../../shared/exports/request-export.ts";
import { exportStore } from "../../shared/exports/store.ts";
import { ExportRequest, type ExportId } from "../../shared/exports/wire.ts";
import { writeExport } from "../../shared/exports/write-export.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { postedStore } from "../../shared/ledger/posted-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { sha256 } from "../../shared/platform/canonical.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aLine, anAdvice } from "./advice.ts";
import { readerWithin, untouched, type Around } from "./around.ts";
import { aKeyId } from "./builders.ts";
import { quietTable } from "./quiet-table.ts";
import { usd } from "./tenant.ts";
import { began, newWorld } from "./world.ts";

const MONTH_HOURS = 31 * 24;

/**
 * A lender with one agency and two vintages: an account of March that paid and of which a part went back in April,
 * one of April that paid twice, and an offer that nobody took. All of it is in the journal.
 */
export async function newRecoveryWorld() {
  const table = quietTable();
  const world = await newWorld({ agencies: 1 });
  const [agencyId] = world.agencyIds;
  if (agencyId === undefined) throw new Error("nobody to recover");
  let count = 0;
  const report = (placementId: string, eventType: string, data: object) =>
    world.useCases().callback(agencyId, { eventId: `e-${(count += 1)}`, eventType, placementId, data });
  const taken = async (lenderAccountRef: string) => {
    const account = await world.useCases().place({ lenderAccountRef });
    const { placementId } = account.placements[0]!;
    await report(placementId, "placement.acknowledged", { balance: usd(105_000) });
    return { accountId: account.accountId, placementId };
  };
  const paid = (placementId: string, paymentRef: string, amount: number) =>
    report(placementId, "payment.received", { paymentRef, amount: usd(amount), method: "CARD" });

  const march = await taken("L-1");
  await paid(march.placementId, "p-1", 10_000);
  const cost = { costRef: "c-1", type: "TRACING", amount: usd(700), authorisationRef: "A-1" };
  await report(march.placementId, "cost.incurred", cost);
  world.pass(MONTH_HOURS);
  const back = {
    reversalRef: "r-1",
    originalPaymentRef: "p-1",
    amount: usd(4_000),
    reason: "CHARGEBACK",
  };
  await report(march.placementId, "payment.reversed", back);
  const april = await taken("L-2");
  await paid(april.placementId, "p-2", 20_000);
  const direct = { paymentRef: "d-1", amount: usd(5_000), effectiveAt: began };
  await world.useCases().direct(april.accountId, direct);
  const { accountId: offered } = await world.useCases().place({ lenderAccountRef: "L-3" });
  const lines = [
    // It names no placement: whose it was is found by the payment.
    aLine({ paymentRef: "p-1", gross: 10_000, commission: 2_000, tax: 0 }),
    aLine({ paymentRef: "p-2", gross: 20_000, commission: 4_000, tax: 0, placementId: april.placementId }),
    aLine({ paymentRef: "p-9", gross: 100, commission: 20, tax: 0 }),
  ];
  const { remittance } = await world.useCases().advise({
    agencyId,
    advice: AdviceBody.parse(anAdvice(world.lenderId, lines)),
    actor: { kind: "AGENCY", id: agencyId },
    source: "API",
    receivedAt: Instant.parse("2026-04-02T13:00:00.000Z"),
  });
  await enterAll(table, [march.accountId, april.accountId, offered, remittance.remittanceId]);
  return { agencyId, lenderId: world.lenderId, useCases: (around?: Around) => casesOn(table, around) };
}

/** As the stream would. */
async function enterAll(table: Table, histories: readonly string[]): Promise<void> {
  const reader = newReader(table);
  const books = bookStore(reader);
  const enter = enterEvents({
    journal: journalStore(reader),
    books,
    remember: rememberBooks({ books, create: createOne(table) }),
    writeBeside: newWriteBeside(table),
    clock: { now: () => began },
  });
  for (const history of histories) {
    const { items } = await reader.page({ pk: `ACCOUNT#${history}`, prefix: "EVENT#", limit: 500 });
    const posted = items.filter((item) => "book" in (item as object));
    await enter(posted.map((item) => PostedEvent.parse(item)));
  }
}

const clock = { now: () => Instant.parse("2026-05-04T06:00:00.000Z") };

function casesOn(table: Table, around: Around = untouched) {
  const reader = readerWithin(around, newReader(table));
  const [writing, updating] = [newWrite(table), updateOne(table)];
  const exports = exportStore(reader);
  /** Every text that was put under a key. */
  const objects: string[] = [];
  const request = requestExport({
    exports,
    findCodes: findCodes({ codes: codesStore(reader) }),
    takesMore: async () => false,
    write: (written) => around(() => writing(written)),
    clock,
  });
  const write = writeExport({
    exports,
    journal: journalStore(reader),
    posted: postedStore(reader),
    breaks: breakStore(reader),
    placements: placementStore(reader),
    payments: paymentStore(reader),
    directPayments: directPaymentStore(reader),
    remittances: remittanceReads(reader),
    objects: {
      open: () => {
        let text = "";
        return {
          write: async (more) => void (text += more),
          close: () =>
            around(async () => {
              objects.push(text);
              return { bytes: Buffer.byteLength(text), sha256: sha256(text) };
            }),
        };
      },
    },
    update: (change) => around(() => updating(change)),
    clock,
  });
  return {
    objects,
    exports,
    write,
    request: async (owner: Parameters<typeof request>[0], over: object = {}): Promise<ExportId> => {
      const asked = { kind: "RECOVERIES", currency: "USD", from: "2026-03-01", to: "2026-04-30", ...over };
      return (await request(owner, ExportRequest.parse(asked), { kind: "FINANCE", id: aKeyId })).exportId;
    },
  };
}
