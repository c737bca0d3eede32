import { beforeAll, describe, expect, it } from "vitest";
import { aMatchDesk, type MatchDesk } from "../../support/match-desk.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, newRef, usd } from "../../support/tenant.ts";

const reason = "The wrong one.";

describe("a match", () => {
  let desk: MatchDesk;
  let path: string;

  beforeAll(async () => {
    desk = await aMatchDesk([30_000], { fourEyesAbove: usd(20_000) });
    await desk.run();
    path = `/v1/matches/${(await desk.matchOf(desk.refs[0]!)).matchId}`;
  });

  it("is not confirmed, rejected or allowed again where nothing was proposed or taken back", async () => {
    const { approver } = desk.keys;
    for (const [what, json, key] of [
      ["unmatch/confirmation", {}, approver],
      ["unmatch/rejection", { reason }, approver],
      ["rematch", { reason }, desk.keys.one],
    ] as const)
      expect(refusal(await desk.ask(`${path}/${what}`, json, { key }))).toEqual([409, "invalid-transition"]);
  });

  it("is taken back by no single key above the lender's limit, nor twice", async () => {
    const { approver } = desk.keys;
    const proposing = async () => desk.ask(`${path}/unmatch`, { reason }, { key: approver });
    expect(demand(await proposing(), 200).body).toHaveProperty("proposal");
    const proposed = await proposing();
    expect(refusal(proposed)).toEqual([409, "invalid-transition"]);
    expect(proposed.body).toMatchObject({ from: "MADE", allowed: ["confirm", "reject"] });
    const confirming = async (key: string) => desk.ask(`${path}/unmatch/confirmation`, {}, { key });
    expect(refusal(await confirming(approver))).toEqual([409, "four-eyes-needed"]);
    const { operator, lenderId } = desk;
    const other = await operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId });
    expect(demand(await confirming(other), 200).body.state).toBe("UNMATCHED");
    expect(refusal(await proposing())).toEqual([409, "invalid-transition"]);
  });

  it("is worked with by those who may, and seen by those whose it is", async () => {
    const { operator, keys } = desk;
    const body = { reason };
    for (const [key, what, json, wanted] of [
      [undefined, "unmatch", body, [401, "unauthenticated"]],
      [keys.viewer, "unmatch", body, [403, "forbidden"]],
      [keys.viewer, "rematch", body, [403, "forbidden"]],
      [keys.one, "unmatch/confirmation", {}, [403, "forbidden"]],
      [keys.one, "unmatch/rejection", body, [403, "forbidden"]],
      [await operator.newKey({ kind: "ADMIN" }), "unmatch", body, [403, "forbidden"]],
    ] as const) {
      const asked = await operator.call(`${path}/${what}`, { apiKey: key, json });
      expect(refusal(asked)).toEqual(wanted);
    }
    const strangers = (await aMatchDesk([100])).keys;
    for (const what of ["", "/facts", "/events"])
      expect(refusal(await operator.call(`${path}${what}`, { apiKey: strangers.viewer }))).toEqual([
        404,
        "not-found",
      ]);
    for (const what of ["unmatch", "rematch"])
      expect(refusal(await desk.ask(`${path}/${what}`, body, { key: strangers.one }))).toEqual([
        404,
        "not-found",
      ]);
    expect(refusal(await desk.ask("/v1/matches/mat_1/unmatch", body))).toEqual([404, "not-found"]);
  });

  it("is taken back for a reason, by a body that is understood and a key that is used once", async () => {
    for (const json of [{}, { reason: "" }, { reason: "x".repeat(501) }, { reason, more: 1 }])
      expect(refusal(await desk.ask(`${path}/unmatch`, json))).toEqual([422, "invalid-request"]);
    const large = await desk.ask(`${path}/unmatch`, { reason: "x".repeat(5_000) });
    expect(refusal(large)).toEqual([413, "payload-too-large"]);
    expect(
      refusal(await desk.operator.call(`${path}/facts?cursor=e30`, { apiKey: desk.keys.viewer })),
    ).toEqual([400, "invalid-cursor"]);
    const other = await aMatchDesk([100]);
    await other.run();
    const at = `/v1/matches/${(await other.matchOf(other.refs[0]!)).matchId}`;
    demand(await other.ask(`${at}/unmatch`, { reason }, { once: "k" }), 200);
    expect(refusal(await other.ask(`${at}/unmatch`, { reason: "other" }, { once: "k" }))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });
});

describe("an advice whose commission was invoiced", () => {
  const commission = 900;
  let desk: MatchDesk;
  const advice = async () => desk.get(`/v1/remittances/${desk.remittanceId}`);
  const matches = async () => (await desk.get("/v1/matches?currency=USD")).items;

  /** Nobody takes a match of its lines or of its money back. */
  const keepsItsMatches = async () => {
    const items = await matches();
    expect(items).toHaveLength(2);
    for (const { matchId } of items) {
      const asked = await desk.ask(`/v1/matches/${matchId}/unmatch`, { reason });
      expect(refusal(asked)).toEqual([409, "invalid-transition"]);
      expect(asked.body).toMatchObject({ allowed: [], detail: expect.stringContaining(desk.remittanceId) });
    }
    expect(await matches()).toEqual(items);
  };

  beforeAll(async () => {
    desk = await aMatchDesk([30_000], { commission });
    await desk.bank("300.00");
    await desk.run();
    const { agency, lenderId, remittanceRef } = desk;
    const json = {
      lenderId,
      invoiceRef: newRef(),
      currency: "USD",
      issuedOn: "2026-04-03",
      totals: { commission, tax: 0 },
      remittanceRefs: [remittanceRef],
    };
    const path = `/v1/agencies/${agency.agencyId}/commission-invoices`;
    demand(await agency.call(path, { apiKey: agency.apiKey, json }), 201);
  });

  it("keeps its matches while an open break is about it, and is not locked before that is resolved", async () => {
    const { items } = await desk.get("/v1/breaks");
    expect(items).toMatchObject([{ code: "REMIT_LATE" }]);
    await keepsItsMatches();
    await desk.run();
    expect(await advice()).toMatchObject({ state: "FUNDED", fundedAt: expect.any(String) });
    const resolution = { method: "MANUAL", explanation: "They said so before." };
    demand(await desk.ask(`/v1/breaks/${items[0].breakId}/resolution`, resolution), 200);
    await desk.run();
    expect(await advice()).toMatchObject({ state: "LOCKED" });
  });

  it("keeps its matches once it is locked, and is listed as such", async () => {
    await keepsItsMatches();
    const { items } = await desk.get("/v1/remittances?state=LOCKED");
    expect(items).toMatchObject([{ remittanceId: desk.remittanceId, state: "LOCKED" }]);
    expect((await desk.get("/v1/remittances?state=FUNDED")).items).toEqual([]);
  });
});
