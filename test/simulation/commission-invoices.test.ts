import { describe, expect, it } from "vitest";
import { billCommission } from "../../shared/commission-invoices/bill-commission.ts";
import { invoiceIdOf } from "../../shared/commission-invoices/keys.ts";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { InvoiceBody } from "../../shared/commission-invoices/wire.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aLine, anAdvice } from "../support/advice.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { began, newWorld } from "../support/world.ts";

async function aBilling() {
  const world = await newWorld();
  const agencyId = world.agencyIds[0]!;
  const actor = { kind: "AGENCY", id: agencyId } as const;
  const advice = anAdvice(world.lenderId, [aLine()], { mode: "GROSS" });
  await world
    .useCases()
    .advise({ agencyId, advice: AdviceBody.parse(advice), actor, source: "API", receivedAt: began });
  const body = InvoiceBody.parse({
    lenderId: world.lenderId,
    invoiceRef: "INV-1",
    currency: "USD",
    issuedOn: "2026-04-03",
    totals: { commission: 2_000, tax: 380 },
    remittanceRefs: [advice.remittanceRef],
  });
  const bill = (around: Around, changes: object = {}) => {
    const table = quietTable();
    const writing = newWrite(table);
    return billCommission({
      remittances: world.useCases(around).remittances,
      invoices: invoiceStore(readerWithin(around, newReader(table))),
      write: (written) => around(() => writing(written)),
      clock: { now: () => began },
    })({ agencyId, actor, body: { ...body, ...changes } });
  };
  const left = async () => {
    const reader = newReader(quietTable());
    const invoiceId = invoiceIdOf(agencyId, "INV-1");
    const { items } = await reader.page({ pk: `ACCOUNT#${invoiceId}`, prefix: "EVENT#", limit: 10 });
    return {
      events: (items as readonly GatewayEvent[]).map(({ postings }) => postings.map(({ amount }) => amount)),
      ofLender: (await invoiceStore(reader).page(world.lenderId, { limit: 10 })).items.length,
      ofAgency: (await invoiceStore(reader).page(agencyId, { limit: 10 })).items.length,
    };
  };
  return { bill, left };
}

const once = { events: [[2_000, 380, -2_380]], ofLender: 1, ofAgency: 1 };

describe("an invoice of commission", () => {
  it("that crashes anywhere and is sent again is one invoice, posted once", async () => {
    const billed = async (point?: CrashPoint) => {
      const { bill, left } = await aBilling();
      const crash = crashing(point);
      await bill(crash.around).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      await bill(untouched);
      expect((await bill(untouched)).replayed).toBe(true);
      return { points: crash.points(), left: await left() };
    };
    const { points } = await billed();
    expect(points.length).toBeGreaterThan(3);
    for (const point of [undefined, ...points]) expect((await billed(point)).left).toEqual(once);
  });

  it("sent many times at once is one invoice, and another of the same advice is none", async () => {
    const { bill, left } = await aBilling();
    await Promise.all([1, 2, 3, 4].map(() => bill(untouched)));
    await expect(bill(untouched, { invoiceRef: "INV-2" })).rejects.toMatchObject({
      refusal: { code: "remittance-billed" },
    });
    expect(await left()).toEqual(once);
  });
});
