import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../support/http.ts";
import { aMatchDesk, type MatchDesk } from "../../support/match-desk.ts";
import { demand, usd } from "../../support/tenant.ts";

const reason = "The line is for another payment.";

describe("a match that finance takes back", () => {
  let desk: MatchDesk;
  let match: Json;
  let path: string;

  beforeAll(async () => {
    desk = await aMatchDesk([30_000, 10_000]);
    await desk.run();
    match = await desk.matchOf(desk.refs[0]!);
    path = `/v1/matches/${match.matchId}`;
  });

  it("says who took it back and why, once, however often it is asked", async () => {
    const unmatch = async () => desk.ask(`${path}/unmatch`, { reason }, { once: "take-back-1" });
    const { body } = demand(await unmatch(), 200);
    expect(body).toMatchObject({
      state: "UNMATCHED",
      amount: 30_000,
      unmatched: { reason, mayMatchAgain: false, by: expect.stringMatching(/^key_/u) },
    });
    const again = demand(await unmatch(), 200);
    expect(again.body).toEqual(body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await desk.get(path)).toEqual(body);
  });

  it("shows all that was in it, and all that was done with it", async () => {
    const facts = await desk.get(`${path}/facts?limit=1`);
    expect(facts.items).toEqual([{ side: "LEFT", id: match.left[0] }]);
    const rest = await desk.get(`${path}/facts?limit=1&cursor=${facts.nextCursor}`);
    expect(rest).toEqual({ items: [{ side: "RIGHT", id: match.right[0] }] });
    const { items } = await desk.get(`${path}/events`);
    expect(items.map(({ type }: Json) => type)).toEqual(["match.made", "match.unmatched"]);
  });

  it("is not made again by the next run, until that is allowed", async () => {
    const at = async () => (await desk.get(`/v1/remittances/${desk.remittanceId}`)).state;
    await expect.poll(at, { timeout: 20_000 }).toBe("MATCHING");
    expect((await desk.run()).counts).toMatchObject({
      expectations: 1,
      adviceLines: 1,
      found: 0,
      matched: 0,
    });
    expect(await at()).toBe("BROKEN");
    const allowed = demand(await desk.ask(`${path}/rematch`, { reason: "It was right." }), 200);
    expect(allowed.body).toMatchObject({ state: "UNMATCHED", unmatched: { mayMatchAgain: true } });
    expect((await desk.run()).counts).toMatchObject({ found: 1, matched: 1 });
    expect(await desk.get(path)).toMatchObject({ state: "MADE", round: 2 });
    expect(await at()).toBe("MATCHED");
  });
});

describe("a match of money that finance takes back", () => {
  it("has its postings reversed to the last minor unit, and the money is looked for again", async () => {
    const desk = await aMatchDesk([30_000, 9_999]);
    await desk.bank("399.99");
    await desk.run();
    const { items } = await desk.get("/v1/matches?currency=USD");
    const funded = items.find(({ relation }: Json) => relation === "FUNDED");
    const inTransit = `in-transit/${desk.agency.agencyId}`;
    await expect
      .poll(desk.balances, { timeout: 20_000 })
      .toMatchObject({ [inTransit]: 0, "bank-clearing": 0 });
    const body = { reason, mayMatchAgain: true };
    demand(await desk.ask(`/v1/matches/${funded.matchId}/unmatch`, body), 200);
    await expect
      .poll(desk.balances, { timeout: 20_000 })
      .toMatchObject({ [inTransit]: 39_999, "bank-clearing": -39_999, "bank/main": 39_999 });
    expect((await desk.run()).counts).toMatchObject({ bankLines: 1, found: 1, matched: 1 });
    await expect
      .poll(desk.balances, { timeout: 20_000 })
      .toMatchObject({ [inTransit]: 0, "bank-clearing": 0 });
  });
});

describe("a match of more than one key alone may take back", () => {
  it("is proposed, and taken back by the key of an approver", async () => {
    const desk = await aMatchDesk([30_000, 10_000], { fourEyesAbove: usd(20_000) });
    await desk.run();
    const [large, small] = await Promise.all(desk.refs.map(desk.matchOf));
    const at = ({ matchId }: Json, what: string): string => `/v1/matches/${matchId}/${what}`;
    expect((await desk.ask(at(small, "unmatch"), { reason })).body.state).toBe("UNMATCHED");
    const proposed = demand(await desk.ask(at(large, "unmatch"), { reason }), 200).body;
    expect(proposed).toMatchObject({ state: "MADE", proposal: { reason, mayMatchAgain: false } });
    const by = { key: desk.keys.approver };
    const rejected = await desk.ask(at(large, "unmatch/rejection"), { reason: "Ask first." }, by);
    expect(rejected.body).toMatchObject({ state: "MADE" });
    expect(rejected.body).not.toHaveProperty("proposal");
    demand(await desk.ask(at(large, "unmatch"), { reason }), 200);
    const { body } = demand(await desk.ask(at(large, "unmatch/confirmation"), {}, by), 200);
    expect(body).toMatchObject({
      state: "UNMATCHED",
      unmatched: { by: proposed.proposal.proposedBy, confirmedBy: expect.stringMatching(/^key_/u) },
    });
    expect(body.unmatched.confirmedBy).not.toBe(body.unmatched.by);
  });
});
