import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { AgencyId, LenderId, RemittanceId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import type { Matched } from "../../shared/reconciliation/commit-match.ts";
import { FACT_COUNT_MAX, type MatchFact } from "../../shared/reconciliation/match-fact.ts";
import { matchIdOf } from "../../shared/reconciliation/stored-match.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { camt } from "../support/bank-statement.ts";
import { newBankWorld } from "../support/bank-world.ts";
import { now } from "../support/builders.ts";
import { atEach, Crash, crashing, effects, type CrashPoint } from "../support/crash.ts";
import { matchCases, type MatchCases } from "../support/matching.ts";
import { quietTable } from "../support/quiet-table.ts";

const IBAN = "DE02100500000054540402";
const currency = Currency.parse("EUR");
const clock = { now: () => now };

/** A lump sum at the bank, and so many advices that it may be for. */
async function aLump(count: number, lenderId = LenderId.parse(`lnd_${ulid()}`)) {
  const bank = await newBankWorld({ lenderId });
  await bank.account("main", { number: IBAN, currency });
  await bank.load(camt([{ account: IBAN, entries: [{ amount: `${count}.00`, ref: ulid() }] }]));
  const [line] = await bank.open();
  const left = Array.from({ length: count }, () => RemittanceId.parse(`rem_${ulid()}`)).toSorted();
  return { lenderId, bank, lineId: line!.lineId, on: line!.valueDate, left };
}

type Lump = Awaited<ReturnType<typeof aLump>>;

const agencyId = AgencyId.parse(`agy_${ulid()}`);

const matchedOf = ({ lenderId, lineId, on, left }: Lump, changes: Partial<Matched> = {}): Matched => ({
  match: {
    relation: "FUNDED",
    ruleId: "BANK-LUMP-REF",
    ruleVersion: 1,
    lenderId,
    agencyId,
    currency,
    left,
    right: [lineId],
    difference: 0,
    days: 0,
  },
  facts: [
    ...left.map((id): MatchFact => ({ kind: "ADVISED", side: "LEFT", id })),
    { kind: "BANK_LINE", side: "RIGHT", id: lineId, on },
  ],
  amount: left.length * 100,
  reconciliationId: ReconciliationId.parse(`rec_${ulid()}`),
  ...changes,
});

/** Everything that there is of a match, and what is taken of its facts. */
async function left({ bank, left: ids }: Lump, { match }: Matched): Promise<unknown> {
  const { matches, claims, reader } = matchCases(quietTable(), clock);
  const matchId = matchIdOf(match);
  const events = await reader.page({ pk: `ACCOUNT#${matchId}`, prefix: "EVENT#", limit: 10 });
  const made = await matches.find(matchId);
  return {
    state: made?.state,
    counts: [made?.leftCount, made?.rightCount, made?.amount],
    events: (events.items as readonly GatewayEvent[]).map(({ type, postings }) => [
      type,
      postings.map(({ account, amount }) => [account.split("/")[0], amount]),
    ]),
    taken: (await matches.claimedOf("FUNDED", ids)).size,
    open: (await bank.open()).length,
    unsettled: (await claims.unsettled(match, 10)).items.length,
    listed: (await matches.page(match, 10)).items.length,
  };
}

const madeOf = (count: number) => ({
  state: "MADE",
  counts: [count, 1, count * 100],
  events: [
    [
      "match.made",
      [
        ["bank-clearing", count * 100],
        ["in-transit", -count * 100],
      ],
    ],
  ],
  taken: count,
  open: 0,
  unsettled: 0,
  listed: 1,
});

/** Every claim of the match is open again, and of another match it is not. */
const givenUp = (taken: number) => ({
  state: undefined,
  counts: [undefined, undefined, undefined],
  events: [],
  taken,
  open: 1,
  unsettled: 0,
  listed: 0,
});

/** What a run does: it ends what others left, and makes the match if it is still to be made. */
const run = async (cases: MatchCases, matched: Matched) => {
  await cases.resume(matched.match);
  return cases.commit(matched);
};

type Story = {
  readonly count: number;
  readonly before?: (lump: Lump) => Promise<unknown>;
};

/** A run that crashes, if at all; the queue brings it again, and the next run comes after it. */
async function ended({ count, before }: Story, point?: CrashPoint) {
  const lump = await aLump(count);
  await before?.(lump);
  const matched = matchedOf(lump);
  const crash = crashing(point);
  const crashed = await run(matchCases(quietTable(), clock, crash.around), matched).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);
  const atCrash = await left(lump, matched);
  for (let n = 0; n < 2; n += 1) await run(matchCases(quietTable(), clock), matched);
  return { points: crash.points(), atCrash, end: await left(lump, matched) };
}

describe("a match whose making crashes anywhere and is done again", () => {
  it.each([
    ["in one transaction", 3],
    ["of more facts than one transaction takes", 200],
  ])(
    "ends as if nothing had crashed, %s, and counts whole or not at all",
    async (_how, count) => {
      const { points, end } = await ended({ count });
      expect(end).toEqual(madeOf(count));
      expect(points.length).toBeGreaterThan(count > 90 ? 15 : 3);
      await atEach(effects(points), async (point) => {
        const crashed = await ended({ count }, point);
        expect(crashed.end, `${point.when} call ${point.call}`).toEqual(end);
        const { state, events, listed } = crashed.atCrash as ReturnType<typeof madeOf>;
        expect([
          [undefined, 0, 0],
          ["MADE", 1, 1],
        ]).toContainEqual([state, events.length, listed]);
      });
    },
    300_000,
  );

  it("is given up when a fact is somebody else's, and gives back what it had claimed", async () => {
    const story: Story = {
      count: 200,
      before: async (lump) => {
        const other = await aLump(1, LenderId.parse(`lnd_${ulid()}`));
        const taking = matchedOf({ ...other, left: lump.left.slice(-1) });
        expect(await matchCases(quietTable(), clock).commit(taking)).toBe("MADE");
      },
    };
    const { points, end } = await ended(story);
    expect(end).toEqual(givenUp(1));
    await atEach(effects(points), async (point) => {
      expect((await ended(story, point)).end, `${point.when} call ${point.call}`).toEqual(end);
    });
  }, 300_000);
});

describe("matches that are made at the same time", () => {
  it.each([3, 200])("are one when they are the same, of %d facts and a lump sum", async (count) => {
    const lump = await aLump(count);
    const matched = matchedOf(lump);
    const outcomes = await Promise.all(
      [1, 2, 3].map(async () => run(matchCases(quietTable(), clock), { ...matched })),
    );
    expect(outcomes).toContain("MADE");
    expect(await left(lump, matched)).toEqual(madeOf(count));
  });

  it("take no fact twice when they differ", async () => {
    const lump = await aLump(200);
    const fewer = { ...lump, left: lump.left.slice(1) };
    const both = [matchedOf(lump), matchedOf(fewer)];
    const outcomes = await Promise.all(both.map(async (one) => run(matchCases(quietTable(), clock), one)));
    for (const one of both) await matchCases(quietTable(), clock).resume(one.match);
    const made = both.filter((_, n) => outcomes[n] === "MADE");
    expect(made.length).toBeLessThan(2);
    const { matches } = matchCases(quietTable(), clock);
    const taken = (await matches.claimedOf("FUNDED", lump.left)).size;
    expect(taken).toBe(made[0]?.match.left.length ?? 0);
    expect(await lump.bank.open()).toHaveLength(made.length === 1 ? 0 : 1);
  });
});

describe("a match of more facts than a match may have", () => {
  it("is not begun", async () => {
    const lump = await aLump(1);
    const facts = Array.from({ length: FACT_COUNT_MAX }, (_, n): MatchFact => ({
      kind: "ADVISED",
      side: "LEFT",
      id: `rem_${n}`,
    }));
    const matched = matchedOf(lump);
    const tooLarge = { ...matched, facts: [...facts, ...matched.facts] };
    expect(await matchCases(quietTable(), clock).commit(tooLarge)).toBe("TOO_LARGE");
    expect(await left(lump, matched)).toEqual(givenUp(0));
  });
});
