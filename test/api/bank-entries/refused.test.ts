import { beforeAll, describe, expect, it } from "vitest";
import { aBankEntryDesk, stated } from "../../support/bank-entry-desk.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const explanation = "A remark of the bank's.";
const commands = [
  ["correction", stated],
  ["rejection", { explanation }],
  ["proposal/confirmation", {}],
  ["proposal/rejection", { reason: "Ask." }],
] as const;

let desk: Awaited<ReturnType<typeof aBankEntryDesk>>;
beforeAll(async () => {
  desk = await aBankEntryDesk({ fourEyesAbove: { amount: 1_000, currency: "EUR" } });
});

describe("an entry that could not be read", () => {
  it.each<readonly [string, object, string]>([
    ["no side", { side: undefined }, "/side"],
    ["a side that is none", { side: "LEFT" }, "/side"],
    ["nothing", { amount: { amount: 0, currency: "EUR" } }, "/amount/amount"],
    ["a currency that is none", { amount: { amount: 1, currency: "EURO" } }, "/amount/currency"],
    ["a day that never was", { valueDate: "2026-02-30" }, "/valueDate"],
    ["no explanation", { explanation: "" }, "/explanation"],
    ["too many references", { references: Array.from({ length: 21 }, (_, n) => `R${n}`) }, "/references"],
    ["a member that nobody knows", { kind: "BOOKED" }, "/kind"],
  ])("is not corrected to %s", async (_what, over, pointer) => {
    const answer = await desk.ask("correction", { ...stated, ...over });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("is not corrected to another currency than its account's", async () => {
    const answer = await desk.ask("correction", { ...stated, amount: { amount: 1, currency: "USD" } });
    expect(refusal(answer)).toEqual([422, "currency-mismatch"]);
  });

  it("is not counted as a line that stands, unless it is another one", async () => {
    const { items } = await desk.get(`${desk.root}/lines`);
    const same = { ...stated, amount: { amount: 1_000, currency: "EUR" }, servicerRef: "R1" };
    const answer = await desk.ask("correction", same);
    expect(refusal(answer)).toEqual([409, "bank-line-known"]);
    expect(answer.body.lineId).toBe(items[0].lineId);
  });

  it("is settled by those who may: operators propose, approvers confirm, and all of them of finance", async () => {
    const { lender, agency, operator, keys } = desk;
    const strangers = [keys.viewer, lender.apiKey, agency.apiKey, await operator.newKey({ kind: "ADMIN" })];
    for (const [what, json] of commands)
      for (const key of strangers)
        expect(refusal(await desk.ask(what, json, { key }))).toEqual([403, "forbidden"]);
    for (const [what, json] of commands.slice(2))
      expect(refusal(await desk.ask(what, json))).toEqual([403, "forbidden"]);
    for (const [what, json] of commands) {
      const answer = await operator.call(`${desk.path}/${what}`, { apiKey: undefined, json });
      expect(refusal(answer)).toEqual([401, "unauthenticated"]);
    }
  });

  it("of another lender, or of no file, is not there", async () => {
    const { lenderId } = (await aTenantHere()).lender;
    const stranger = await desk.operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId });
    for (const [what, json] of commands)
      expect(refusal(await desk.ask(what, json, { key: stranger }))).toEqual([404, "not-found"]);
    for (const at of [desk.path, `${desk.root}/events`, `/v1/bank-quarantine?lenderId=${desk.lenderId}`])
      expect(refusal(await desk.operator.call(at, { apiKey: stranger }))).toEqual([404, "not-found"]);
    for (const at of [
      `${desk.root}/quarantined/2`,
      `${desk.root}/quarantined/x`,
      "/v1/bank-statements/x/quarantined/1",
    ])
      expect(refusal(await desk.operator.call(at, { apiKey: desk.keys.one }))).toEqual([404, "not-found"]);
  });

  it("is not confirmed before it is proposed, nor by the key that proposed it, nor settled otherwise meanwhile", async () => {
    const by = { key: desk.keys.approver };
    for (const [what, json] of commands.slice(2))
      expect(refusal(await desk.ask(what, json, by))).toEqual([409, "invalid-transition"]);
    expect(demand(await desk.ask("correction", stated, by), 200).body.state).toBe("PROPOSED");
    expect(refusal(await desk.ask("proposal/confirmation", {}, by))).toEqual([409, "four-eyes-needed"]);
    const other = await desk.ask("rejection", { explanation });
    expect(refusal(other)).toEqual([409, "invalid-transition"]);
    expect(other.body).toMatchObject({ from: "PROPOSED", allowed: ["confirm", "decline"] });
  });

  it("is asked for under a key that stands for one request", async () => {
    const once = "settle-once";
    const by = { key: desk.keys.approver, once };
    demand(await desk.ask("proposal/rejection", { reason: "Ask the bank." }, by), 200);
    const other = await desk.ask("proposal/rejection", { reason: "Something else." }, by);
    expect(refusal(other)).toEqual([422, "idempotency-key-reused"]);
  });
});
