import { describe, expect, it } from "vitest";
import { breakStore } from "../../shared/breaks/store.ts";
import { dateOf, plusHours } from "../../shared/kernel/time.ts";
import { collectExpectations } from "../../shared/reconciliation/collect-expectations.ts";
import { commissionWatchStore, type GivenBack } from "../../shared/reconciliation/commission-watch-store.ts";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import { creditStore } from "../../shared/reconciliation/credit-store.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import { lookAtCommission } from "../../shared/reconciliation/look-at-commission.ts";
import { StoredMatch } from "../../shared/reconciliation/stored-match.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { at, now, on } from "../support/builders.ts";
import { Crash, atEach, crashing, type CrashPoint } from "../support/crash.ts";
import { aStory, stored } from "../support/disputed-payments.ts";
import { memoryTable } from "../support/memory-table.ts";
import { wholeLook } from "../support/whole-look.ts";

const MATCH = "mat_0123456789ABCDEF0123456789";
const before = aStory({ PRINCIPAL: 100_000 }).pays("P-1", 10_000, "2026-02-20");
const story = before.ends("UPHELD", { raisedAt: at("2026-02-01T08:00:00Z") });
const { account } = story.world;
const { lenderId, currency, accountId } = account;
const of = { lenderId, currency };

const back = (amount: number): GivenBack => ({
  lineId: `rml_01JB4Q6N7VTRK3X9WDM5E8C2HA_${amount}`,
  remittanceId: "rem_01JB4Q6N7VTRK3X9WDM5E8C2HA",
  agencyId: account.holders[0]!,
  paymentRef: "P-1",
  recipient: "AGENCY",
  amount,
  tax: 0,
  effectiveOn: on("2026-03-20"),
});

/** The match of the payment, on whose line the agency took its fee. */
const matched = StoredMatch.parse({
  matchId: MATCH,
  state: "MADE",
  relation: "ADVISED",
  ruleId: "payment-ref",
  ruleVersion: 1,
  reconciliationId: "rec_01JB4Q6N7VTRK3X9WDM5E8C2HA",
  lenderId,
  agencyId: account.holders[0],
  currency,
  left: [],
  right: [],
  leftCount: 0,
  rightCount: 0,
  amount: 10_000,
  difference: 0,
  days: 0,
  taken: 3_000,
  round: 1,
  madeAt: now,
  version: 1,
  madeSequence: 1,
  sequence: 1,
  head: "0".repeat(64),
});

/** An account with a matched payment whose dispute was upheld, and runs over its book. */
async function aBook() {
  const table = memoryTable();
  const [paid] = before.fold();
  const { agencyId, paymentRef } = paid!;
  table.put({ pk: `PAYMENT#${agencyId}#${paymentRef}`, sk: "PAYMENT", accountId, agencyId, paymentRef });
  const { folded, claimed } = expectationStore(table.reader);
  await table.writeBeside([folded(undefined, paid!)]);
  await table.writeBeside([claimed({ ...stored(paid!), on: paid!.effectiveOn }, MATCH)]);
  await table.writeBeside([commissionWatchStore(table.reader).watched(account, now)]);
  let hours = 0;

  /** What a run does about commission, with a clock that goes on. */
  const run = async (givenBack: readonly GivenBack[], around: Around = untouched): Promise<void> => {
    const reader = readerWithin(around, table.reader);
    const writeBeside: typeof table.writeBeside = (changes) => around(() => table.writeBeside(changes));
    const update: typeof table.update = (change) => around(() => table.update(change));
    const write: typeof table.write = (written) => around(() => table.write(written));
    hours += 1;
    const moment = plusHours(now, hours);
    const clock = { now: () => moment };
    const [commissions, expectations] = [commissionWatchStore(reader), expectationStore(reader)];
    const collect = collectExpectations({
      accounts: { find: async () => account },
      placements: { all: async () => [story.placement] },
      histories: { upTo: async () => story.history() },
      journal: { ofDay: async () => ({ items: [] }) },
      expectations,
      credits: creditStore(reader),
      commissions,
      writeBeside,
      clock,
    });
    const { look, leave } = lookAtCommission({
      commissions,
      expectations,
      matches: { findAll: async () => [matched], rightOf: async () => [] },
      linesNamed: async () => [],
      writeBeside,
      update,
      clock,
    });
    const today = dateOf(moment);
    await collect({ owner: lenderId, currency }, { from: today, to: today, isTimeUp: () => false });
    const looked = await look({ ...of, givenBack, thresholds: defaultRules.thresholds });
    const observe = wholeLook({ breaks: breakStore(reader), write, update, clock });
    await observe({ ...of, seen: looked.breaks, righted: looked.righted, at: moment });
    await leave(looked);
  };

  return {
    run,
    /** All that there is to say, without what tells when. */
    left: async () => ({
      breaks: table.all("BREAK").map(({ code, amount, state }) => [code, amount, state]),
      expected: table.all("EXPECTED#").map(({ matchId, noFee, matchedAs }) => [matchId, noFee, matchedAs]),
      givenBack: table.all("GIVENBACK#").map(({ amount }) => amount),
      watched: (await commissionWatchStore(table.reader).page(of, 10)).items.length,
    }),
  };
}

/** A run that crashes once, if at all, and one more that goes through. */
async function survived(
  earlier: readonly GivenBack[][],
  givenBack: readonly GivenBack[],
  point?: CrashPoint,
) {
  const book = await aBook();
  for (const lines of earlier) await book.run(lines);
  const crash = crashing(point);
  await book.run(givenBack, crash.around).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await book.run(givenBack);
  return { left: await book.left(), points: crash.points() };
}

const matchedAs = { amount: 3_000, tax: 0 };

describe("a run that crashes anywhere and is made again ends as if nothing had crashed:", () => {
  it.each([
    {
      what: "what is not due any more is a break, and looked at again",
      earlier: [],
      givenBack: [],
      ends: { breaks: [["FEE_ON_NOFEE", 3_000, "OPEN"]], givenBack: [], watched: 1 },
    },
    {
      what: "what was given back in part is counted once",
      earlier: [[]],
      givenBack: [back(1_000)],
      ends: { breaks: [["FEE_ON_NOFEE", 2_000, "OPEN"]], givenBack: [1_000], watched: 1 },
    },
    {
      what: "what was given back altogether leaves no break, and nothing to look at",
      earlier: [[], [back(1_000)]],
      givenBack: [back(1_000), back(2_000)],
      ends: { breaks: [["FEE_ON_NOFEE", 2_000, "RESOLVED"]], givenBack: [1_000, 2_000], watched: 0 },
    },
  ])("$what", async ({ earlier, givenBack, ends }) => {
    const expected = { ...ends, expected: [[MATCH, true, matchedAs]] };
    const { left, points } = await survived(earlier, givenBack);
    expect(left).toEqual(expected);
    expect(points.length).toBeGreaterThan(5);
    await atEach(points, async (point) => {
      expect((await survived(earlier, givenBack, point)).left, JSON.stringify(point)).toEqual(expected);
    });
  });
});
