import { describe, expect, it } from "vitest";
import { bookOf } from "../../../shared/ledger/book.ts";
import { verify } from "../../../shared/platform/events.ts";
import { eventView } from "../../../shared/accounts/event-view.ts";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";
import { isAdvised, remittanceIdIn } from "../../../shared/reconciliation/advised-in.ts";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import { factChanges } from "../../../shared/reconciliation/fact-changes.ts";
import { factPage } from "../../../shared/reconciliation/fact-page.ts";
import { chunksOf, type MatchFact } from "../../../shared/reconciliation/match-fact.ts";
import { matchMade } from "../../../shared/reconciliation/match-made.ts";
import { knownOf, matchedOf } from "../../../shared/reconciliation/matched-of.ts";
import { matchView, type StoredMatch } from "../../../shared/reconciliation/stored-match.ts";
import { aMatch, aReconciliationId } from "../../support/a-match.ts";
import { accountOf } from "../../support/books-place.ts";
import { on } from "../../support/builders.ts";
import { aBankLine, aLine, anAdvice, anExpectation, someBooks } from "../../support/reconciliation.ts";

const report: MatchFact = {
  kind: "REPORT",
  side: "LEFT",
  id: "exp_1",
  accountId: accountOf(1),
  revision: 4,
  on: on("2026-03-10"),
};
const banked: MatchFact = { kind: "BANK_LINE", side: "RIGHT", id: "bnk_1", on: on("2026-03-13") };
const advised = (id: string): MatchFact => ({ kind: "ADVISED", side: "RIGHT", id });

/** A match as it is before it is written down. */
const draftOf = ({ version: _v, madeSequence: _m, sequence: _s, head: _h, ...draft }: StoredMatch) => draft;

describe("a match that is made", () => {
  it("begins its history with why it was made, and what that does in the books", () => {
    const draft = draftOf(aMatch({ difference: -10 }));
    const { match, events } = matchMade(undefined, draft, false);
    const [item] = events.map((event) => event.item);
    expect(match).toEqual({ ...draft, version: 1, madeSequence: 1, sequence: 1, head: match.head });
    expect(item).toMatchObject({
      type: "match.made",
      actor: { kind: "SYSTEM", id: "reconciler" },
      accountId: draft.matchId,
      sequence: 1,
      effectiveAt: draft.madeAt,
      postedAt: draft.madeAt,
      book: bookOf(draft),
      data: {
        ruleId: "EXACT",
        ruleVersion: 1,
        left: ["exp_1"],
        right: ["lin_1"],
        amount: 10_000,
        difference: -10,
      },
      postings: [
        { account: `agency-clearing/${draft.agencyId}`, amount: -10 },
        { account: "tolerance", amount: 10 },
      ],
    });
    expect(match.head).toBe(item?.["hash"]);
  });

  it("goes on with its history when it is made again", () => {
    const first = matchMade(undefined, draftOf(aMatch()), false);
    const again = matchMade(first.match, draftOf(first.match), false);
    expect(again.match).toMatchObject({ version: 2, madeSequence: 2, sequence: 2 });
    const history = [...first.events, ...again.events].map(({ item }) => eventView(item) as GatewayEvent);
    expect(verify(history)).toMatchObject({ ok: true });
  });

  it("takes announced money from what was on its way, and other money from what the agency had", () => {
    const draft = draftOf(aMatch({ relation: "FUNDED" }));
    const accounts = (isAnnounced: boolean) =>
      matchMade(undefined, draft, isAnnounced).events.map(({ item }) => item["postings"]);
    const legs = (account: string) => [
      [
        { account: "bank-clearing", amount: 10_000 },
        { account, amount: -10_000 },
      ],
    ];
    expect(accounts(true)).toEqual(legs(`in-transit/${draft.agencyId}`));
    expect(accounts(false)).toEqual(legs(`agency-clearing/${draft.agencyId}`));
  });

  it("is seen without what only its store needs", () => {
    const seen = matchView(aMatch());
    for (const name of ["madeSequence", "sequence", "head"]) expect(seen).not.toHaveProperty(name);
    expect(seen).toMatchObject({ state: "MADE", amount: 10_000 });
  });
});

describe("a match that was found", () => {
  const stored = StoredExpectation.parse({ ...anExpectation(), sequence: 5, revision: 4 });
  const books = someBooks({
    advices: [anAdvice({ adjustments: 3 })],
    bankLines: [aBankLine({ amount: 700 })],
    lines: [aLine({ amount: 300 })],
  });
  const known = knownOf({ books, expectations: new Map([[stored.id, stored]]) });
  const match = { ...aMatch(), left: ["exp_1", "rmt_1"], right: ["bnk_1", "lin_1", "gone"] };

  it("has all that it takes to claim each fact, and what was found on its right side", () => {
    expect(matchedOf(known, match, aReconciliationId)).toEqual({
      match,
      reconciliationId: aReconciliationId,
      amount: 1_000,
      facts: [
        report,
        { kind: "ADVISED", side: "LEFT", id: "rmt_1", adjustments: 3 },
        { ...banked },
        advised("lin_1"),
        advised("gone"),
      ],
    });
  });
});

describe("the facts of a match", () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => advised(`lin_${n}`));

  it.each([
    { count: 0, sizes: [] },
    { count: 90, sizes: [90] },
    { count: 91, sizes: [90, 1] },
    { count: 180, sizes: [90, 90] },
  ])("are cut into transactions of ninety: $count", ({ count, sizes }) => {
    const chunks = chunksOf(many(count));
    expect(chunks.map(({ length }) => length)).toEqual(sizes);
    expect(chunks.flat()).toEqual(many(count));
  });

  it("name the advices that they are, or are lines of", () => {
    const remittanceId = "rem_01JB4Q6N7VTRK3X9WDM5E8C2HA";
    expect(remittanceIdIn(advised(remittanceId))).toEqual([remittanceId]);
    expect(remittanceIdIn(advised("rml_01JB4Q6N7VTRK3X9WDM5E8C2HA_3"))).toEqual([remittanceId]);
    expect([report, banked].flatMap(remittanceIdIn)).toEqual([]);
    expect(isAdvised([report, banked])).toBe(false);
    expect(isAdvised([report, advised("lin_1")])).toBe(true);
  });

  it("are claimed and released where they stand, or by items of their own", () => {
    const said = (where: string) => ({
      claimed: (...of: readonly unknown[]) => [where, "claimed", of] as never,
      released: (...of: readonly unknown[]) => [where, "released", of] as never,
    });
    const changes = factChanges({
      expectations: said("report"),
      bankLines: said("bank"),
      matches: said("item"),
    });
    const match = aMatch();
    const { matchId, lenderId, currency } = match;
    const place = { lenderId, currency, lineId: "bnk_1", valueDate: "2026-03-13" };
    for (const how of ["claimed", "released"] as const)
      expect([report, banked, advised("lin_1")].map((fact) => changes[how](match, fact))).toEqual([
        ["report", how, [{ ...report, lenderId, currency }, matchId]],
        ["bank", how, [place, matchId]],
        ["item", how, how === "claimed" ? [match, "lin_1", undefined] : [match, "lin_1"]],
      ]);
    // An advice is claimed as it was looked at: by how often it was decided how much of it is to come.
    const advice = { ...advised("rmt_1"), adjustments: 2 };
    expect(changes.claimed(match, advice)).toEqual(["item", "claimed", [match, "rmt_1", 2]]);
    expect(changes.released(match, advice)).toEqual(["item", "released", [match, "rmt_1"]]);
  });

  it("are listed page by page, across transactions, each once", async () => {
    const facts = many(200);
    const match = aMatch({ leftCount: 120, rightCount: 80 });
    const matches = { chunk: async (_of: unknown, chunk: number) => chunksOf(facts)[chunk - 1] };
    const pagesOf = async (limit: number) => {
      const pages: (readonly string[])[] = [];
      let after: Readonly<Record<string, unknown>> | undefined;
      do {
        const page = await factPage({ matches }, match, { limit, after });
        pages.push(page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      return pages;
    };
    for (const limit of [1, 60, 90, 100, 200, 500]) {
      const pages = await pagesOf(limit);
      expect(pages.flat()).toEqual(facts.map(({ id }) => id));
      expect(pages).toHaveLength(Math.ceil(200 / limit));
    }
    expect((await factPage({ matches }, match, { limit: 1 })).items).toEqual([
      { side: "RIGHT", id: "lin_0" },
    ]);
  });

  it.each([{ fact: "0" }, { fact: "x" }, { fact: "1", more: "2" }, {}])(
    "are not listed from %j, which no page gave out",
    async (after) => {
      const matches = { chunk: async () => [] };
      await expect(factPage({ matches }, aMatch(), { limit: 1, after })).rejects.toThrow("invalid-cursor");
    },
  );
});
