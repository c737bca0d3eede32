import { describe, expect, it } from "vitest";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import type { Read } from "../../../shared/reconciliation/gather-facts.ts";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { surveyBook } from "../../../shared/reconciliation/survey-book.ts";
import { aContract, anAgencyId, on } from "../../support/builders.ts";
import { advices, lines, open, own, placed, stored } from "../../support/gathering.ts";
import { aBankLine, aLine } from "../../support/reconciliation.ts";

const { lenderId, agencyId, currency } = own;
const credits = [1, 2].map((n) => ({ accountId: placed.accountId, amount: n }) as never);
const given = { lineId: "lin_9", remittanceId: "rmt_1", amount: 5, tax: 1 } as never;

type Wish = {
  readonly contracts?: readonly object[];
  readonly partSize?: number;
  readonly more?: readonly AdviceLine[];
  /** Which advices' money is found, each time that it is asked for. */
  readonly funded?: readonly (readonly string[])[];
};

/** A book in which everything comes in pages of one, and the first advice's money was found. */
async function surveyed({ contracts, partSize = 100, more = [], funded = [] }: Wish = {}) {
  let [looks, reads] = [0, 0];
  const asked: Record<string, unknown> = {};
  let read: Read | undefined;
  const paged =
    <T>(name: string, all: readonly T[]) =>
    async (of: unknown, _limit: number, after?: Readonly<Record<string, unknown>>) => {
      asked[name] = of;
      const page = Number(after?.["page"] ?? 0);
      return { items: all.slice(page, page + 1), ...(page + 1 < all.length && { next: { page: page + 1 } }) };
    };
  const found = await surveyBook({
    contracts: {
      portfolio: async () => ({ contracts: contracts ?? [aContract({ lenderId, agencyId })] }) as never,
    },
    expectations: { shards: [0], open: paged("open", open) },
    credits: { credits: paged("credits", credits) },
    advices: {
      open: async function* (of) {
        asked["advices"] = of;
        if (of.agencyId !== agencyId) return;
        yield { advice: advices[0]!, lines: lines.slice(0, 1), givenBack: [given] };
        yield { advice: advices[1]!, lines: [...lines.slice(1), ...more], givenBack: [] };
      },
    },
    bank: { open: async () => [aBankLine({ ...own, text: `${(reads += 1)}` })], isBanked: async () => true },
    matches: {
      claimedOf: async (relation, ids) => {
        asked[relation] = ids;
        return new Set(relation === "ADVISED" ? ["lin_1"] : (funded[looks++] ?? ["rmt_1"]));
      },
    },
    gather: async (_of, what) => {
      read = what;
      return { books: {} as never, expectations: new Map() };
    },
  })({ lenderId, currency }, { asOf: on("2026-03-31"), rules: defaultRules.rules, partSize });
  return { ...found, read: read!, asked };
}

describe("a survey of a book", () => {
  it("gathers what is about money: advices, the bank, and what is overpaid by thirty days in which it may be moved", async () => {
    const { read, givenBack, remittanceIds, asked } = await surveyed();
    expect(read).toMatchObject({
      listed: [],
      lines: [],
      advices: { open: advices.slice(1), settled: advices.slice(0, 1) },
      bankLines: [aBankLine({ ...own, text: "1" })],
      credits,
      isBanked: true,
      asOf: "2026-03-31",
    });
    expect(givenBack).toEqual([given]);
    expect(remittanceIds).toEqual(["rmt_1", "rmt_2"]);
    expect(asked).toEqual({
      open: { lenderId, currency, shard: 0 },
      credits: { lenderId, currency, since: "2026-02-28" },
      advices: { lenderId, currency, agencyId },
      FUNDED: ["rmt_1", "rmt_2"],
      ADVISED: [],
    });
  });

  it("sees the bank and the advices as they stood at one time, whoever else is matching them", async () => {
    const { read } = await surveyed({ funded: [[], ["rmt_1"], ["rmt_1", "rmt_2"], ["rmt_1", "rmt_2"]] });
    expect(read.bankLines.map(({ text }) => text)).toEqual(["3"]);
    expect(read.advices).toEqual({ open: [], settled: advices });
    const always = Array.from({ length: 9 }, (_, n) => (n % 2 === 0 ? [] : ["rmt_1"]));
    expect((await surveyed({ funded: always })).read.bankLines.map(({ text }) => text)).toEqual(["5"]);
  });

  it("knows what the lines of each advice come to, though it does not keep them", async () => {
    const more = [aLine({ ...own, lineId: "lin_3", remittanceId: "rmt_2", amount: 700 })];
    const { sums } = (await surveyed({ more })).read.beyond;
    expect([...sums]).toEqual([
      ["rmt_1", { lines: 1, collected: 10_000, commission: 0 }],
      ["rmt_2", { lines: 2, collected: 10_700, commission: 0 }],
    ]);
  });

  it("plans what was reported and advised by the names of the facts, what hangs together in one part", async () => {
    const more = [
      aLine({ ...own, lineId: "lin_4", accountId: stored().accountId, effectiveOn: on("2026-03-01") }),
      aLine({ ...own, lineId: "lin_5", paymentRef: "lin_2", effectiveOn: on("2026-01-01") }),
    ].map((line) => (line.lineId === "lin_5" ? { ...line, accountId: lines[0]!.accountId! } : line));
    const { plan } = await surveyed({ more, partSize: 2 });
    expect(plan.parts).toEqual([
      { desk: agencyId, names: ["lin_1", "lin_2", "lin_5"] },
      { desk: agencyId, names: [`${placed.accountId} exp_1`, `${placed.accountId} exp_2`, "lin_4"] },
    ]);
    expect(plan.loose).toEqual(new Map());
  });

  it("gathers all of an agency that sends no advices, for its payments are looked for at the bank", async () => {
    const contracts = [aContract({ lenderId, agencyId, sendsAdvices: false })];
    const { read, plan } = await surveyed({ contracts });
    expect(read.listed).toEqual(open);
    expect(read.lines).toEqual(lines);
    expect(read.claimed).toEqual(new Set(["lin_1"]));
    expect(plan.parts).toEqual([]);
  });

  it("plans what is open of an agency without a contract as of one that sends advices", async () => {
    const { plan, read } = await surveyed({ contracts: [aContract({ lenderId, agencyId: anAgencyId() })] });
    expect(plan.parts.map(({ names }) => names)).toEqual([
      open.map(({ accountId, id }) => `${accountId} ${id}`),
    ]);
    expect(read.listed).toEqual([]);
  });
});
