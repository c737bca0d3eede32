import { beforeAll, describe, expect, it } from "vitest";
import { aMatchDesk, type MatchDesk } from "../../support/match-desk.ts";
import { refusal } from "../../support/refusals.ts";
import { demand, usd } from "../../support/tenant.ts";

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
