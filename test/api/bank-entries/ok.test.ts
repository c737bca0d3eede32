import { beforeAll, describe, expect, it } from "vitest";
import { aBankEntryDesk, stated } from "../../support/bank-entry-desk.ts";
import type { Json } from "../../support/http.ts";
import { demand } from "../../support/tenant.ts";

const explanation = "A remark of the bank's.";

describe("an entry that could not be read and that finance corrects", () => {
  let desk: Awaited<ReturnType<typeof aBankEntryDesk>>;
  beforeAll(async () => {
    desk = await aBankEntryDesk();
  });

  it("waits in the lender's work list until then", async () => {
    const { items } = await desk.get("/v1/bank-quarantine");
    expect(items).toMatchObject([{ number: 1, state: "WAITING", code: "AMOUNT_INVALID" }]);
    expect(await desk.get(desk.path)).toEqual(items[0]);
    expect(items[0]).not.toHaveProperty("version");
    expect(items[0]).not.toHaveProperty("bankAccount");
  });

  it("is a line of the file and money in the books, once, however often it is asked", async () => {
    const correct = async () => desk.ask("correction", stated, { once: "correct-1" });
    const { body } = demand(await correct(), 200);
    expect(body).toMatchObject({
      state: "CORRECTED",
      settled: { settlement: { kind: "CORRECTION", correction: stated }, settledBy: { kind: "FINANCE" } },
    });
    const again = demand(await correct(), 200);
    expect(again.body).toEqual(body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const { items } = await desk.get(`${desk.root}/lines`);
    expect(items).toMatchObject([{ amount: 1_000 }, { amount: 2_000, lineId: body.settled.lineId }]);
    const balances = async (): Promise<Json> =>
      (await desk.get("/v1/ledger/trial-balance?currency=EUR")).accounts;
    await expect.poll(balances, { timeout: 20_000 }).toMatchObject([
      { account: "bank-clearing", balance: -3_000 },
      { account: "bank/main", balance: 3_000 },
    ]);
  });

  it("leaves the work list, and its history stays", async () => {
    await expect
      .poll(async () => (await desk.get("/v1/bank-quarantine")).items, { timeout: 20_000 })
      .toEqual([]);
    expect(await desk.get(`${desk.root}/quarantined`)).toMatchObject({ items: [{ state: "CORRECTED" }] });
    const { items } = await desk.get(`${desk.root}/events`);
    expect(items.map(({ type }: Json) => type)).toEqual(["bank.loaded", "bank.entry_corrected"]);
    expect(await desk.get(desk.root)).toMatchObject({
      progress: { quarantined: 1, corrected: 1, rejected: 0 },
      statements: [{ quarantined: 1, settled: 1, proven: true, faults: [] }],
    });
  });

  it("has its break resolved", async () => {
    const { items } = await desk.get("/v1/breaks?state=RESOLVED");
    expect(items).toMatchObject([{ code: "CONTROL_TOTAL_MISMATCH", resolution: { method: "CORRECTION" } }]);
    expect(await desk.get("/v1/breaks")).toMatchObject({ items: [] });
  });
});

describe("an entry that finance rejects where two keys must", () => {
  it("is proposed, declined, proposed again and confirmed by the key of an approver", async () => {
    const desk = await aBankEntryDesk({ fourEyesAbove: { amount: 1, currency: "EUR" } });
    const propose = async () => demand(await desk.ask("rejection", { explanation }), 200).body;
    expect(await propose()).toMatchObject({
      state: "PROPOSED",
      proposal: { settlement: { kind: "REJECTION" } },
    });
    const by = { key: desk.keys.approver };
    const declined = demand(await desk.ask("proposal/rejection", { reason: "Ask first." }, by), 200).body;
    expect(declined).toMatchObject({ state: "WAITING" });
    expect(declined).not.toHaveProperty("proposal");
    const { proposal } = await propose();
    const { body } = demand(await desk.ask("proposal/confirmation", {}, by), 200);
    expect(body).toMatchObject({ state: "REJECTED", settled: { proposedBy: proposal.proposedBy } });
    expect(body.settled.settledBy.id).not.toBe(proposal.proposedBy);
    expect(body.settled).not.toHaveProperty("lineId");
    expect((await desk.get(`${desk.root}/lines`)).items).toHaveLength(1);
  });
});
