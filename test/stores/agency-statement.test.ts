import { describe, expect, it } from "vitest";
import { Instant } from "../../shared/kernel/time.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { agencyStatement } from "../../shared/remittances/agency-statement.ts";
import { remittanceReads } from "../../shared/remittances/read-store.ts";
import { monthOf } from "../../shared/remittances/statement-period.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aLine, anAdvice, aReversalLine } from "../support/advice.ts";
import { closingWorld } from "../support/closing-world.ts";
import { quietTable } from "../support/quiet-table.ts";
import { newWorld } from "../support/world.ts";

const reader = newReader(quietTable());
const statementOf = agencyStatement({
  journal: journalStore(reader),
  remittances: remittanceReads(reader),
});

const aPaymentOf = (gross: number) => aLine({ gross, commission: 0, tax: 0 });

/** A lender whose books are kept and sealed, and an agency that advises it. */
async function advising() {
  const world = await newWorld();
  const books = closingWorld({ lenderId: world.lenderId });
  const agencyId = world.agencyIds[0]!;
  return {
    books,
    relation: { lenderId: world.lenderId, agencyId, currency: books.book.currency },
    /** An advice, and the event that the journal is to enter. */
    advise: async (receivedAt: string, line: object) => {
      const advice = anAdvice(world.lenderId, [line]);
      const { remittance } = await world.useCases().advise({
        agencyId,
        advice: AdviceBody.parse(advice),
        actor: { kind: "AGENCY", id: agencyId },
        source: "API",
        receivedAt: Instant.parse(receivedAt),
      });
      const pk = `ACCOUNT#${remittance.remittanceId}`;
      const { items } = await reader.page({ pk, prefix: "EVENT#", limit: 1 });
      return { remittance, events: items.map((item) => PostedEvent.parse(item)) };
    },
  };
}

describe("an agency's statement", () => {
  it("has an advice that was entered after its day was sealed in the month of its money, with the sums of it", async () => {
    const { books, relation, advise } = await advising();
    const { enter, seal } = books.useCases();
    const first = await advise("2026-02-26T12:00:00.000Z", aPaymentOf(10_000));
    await enter(first.events);
    await seal(books.book);
    const late = await advise("2026-02-27T12:00:00.000Z", aPaymentOf(3_000));
    books.at("2026-03-02T09:00:00.000Z");
    expect(await enter(late.events)).toBe(1);

    const february = await statementOf(relation, monthOf("2026-02"));
    expect(february.remittances.map(({ payable }) => payable)).toEqual([10_000]);
    expect(february.clearing).toMatchObject({ reversed: 0, remitted: 10_000, closing: -10_000 });
    const march = await statementOf(relation, monthOf("2026-03"));
    expect(march.remittances.map(({ remittanceRef }) => remittanceRef)).toEqual([
      late.remittance.remittanceRef,
    ]);
    expect(march.clearing).toMatchObject({
      opening: -10_000,
      reversed: 0,
      remitted: 3_000,
      closing: -13_000,
    });
    expect(march.inTransit).toMatchObject({ opening: 10_000, advised: 3_000, arrived: 0, closing: 13_000 });
  });

  it("carries on what the last advice before it left, whatever was advised longer ago", async () => {
    const { books, relation, advise } = await advising();
    const { enter } = books.useCases();
    const old = await advise(
      "2025-11-02T12:00:00.000Z",
      aReversalLine({ gross: 700, commission: 0, tax: 0 }),
    );
    await enter(old.events);
    expect(old.remittance.carriedForward).toBe(-700);
    for (const month of ["2025-12", "2026-01", "2026-03"])
      expect((await statementOf(relation, monthOf(month))).carriedForward).toBe(-700);
    expect((await statementOf(relation, monthOf("2025-10"))).carriedForward).toBe(0);
  });
});
