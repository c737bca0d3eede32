import { isLasting } from "../../shared/breaks/lasting.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBreak } from "../../shared/breaks/change-break.ts";
import { decideCommand } from "../../shared/breaks/decide-command.ts";
import { breakIdOf } from "../../shared/breaks/finding.ts";
import { BreakRecord } from "../../shared/breaks/model.ts";
import { EntryKind, methodOf } from "../../shared/breaks/resolution-wire.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { BreakCommand } from "../../shared/breaks/wire.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import type { GatewayEvent, Posting } from "../../shared/kernel/event.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { plusHours, type Instant } from "../../shared/kernel/time.ts";
import { isBalanced } from "../../shared/ledger/balance.ts";
import { turnoversOf } from "../../shared/ledger/journal.ts";
import { eventView } from "../../shared/accounts/event-view.ts";
import { verify } from "../../shared/platform/events.ts";
import { aBreak, aPerson, settlingOn } from "../support/breaks.ts";
import { aLenderId, anAgencyId, now } from "../support/builders.ts";
import { memoryTable } from "../support/memory-table.ts";
import { wholeLook } from "../support/whole-look.ts";

const [lenderId, agencyId, otherAgencyId] = [aLenderId(), anAgencyId(), anAgencyId()];
const currency = Currency.parse("USD");

/** Some of eight possible findings, each with one of three amounts. */
const seen = fc.uniqueArray(
  fc.record({ ref: fc.integer({ min: 0, max: 7 }), amount: fc.constantFrom(-300, 100, 700) }),
  { selector: ({ ref }) => ref, maxLength: 8 },
);

type Seen = readonly { readonly ref: number; readonly amount: number }[];

/** Between them these may have every entry. */
const remittanceId = "rem_01JB4R0E3SH5G9V1XJ7P2M4WQC";

const codes = [
  "AMOUNT_DIFF",
  "REMIT_SHORT",
  "REMIT_UNMATCHED_BANK",
  "PAY_ON_WRONG_AGENCY",
  "COMMISSION_DIFF",
  "UNIDENTIFIED_PAYMENT",
  "REMIT_OVER",
  "PAY_MISSING_AT_LENDER",
] as const;

const found = ({ ref, amount }: Seen[number]) =>
  aBreak({ lenderId, agencyId, amount, code: codes[ref]!, ref: `P-${ref}` });

function aBook() {
  const table = memoryTable();
  const breaks = breakStore(table.reader);
  const time = { now };
  const clock = { now: (): Instant => time.now };
  const deps = { breaks, write: table.write, update: table.update, clock };
  const observe = wholeLook(deps);
  const change = changeBreak({
    ...deps,
    settling: settlingOn(table.reader),
    idempotency: idempotencyStore(table.reader),
  });
  const decide = decideCommand({
    breaks,
    lenders: { lender: async () => undefined },
    agencies: { find: async () => ({}) as never },
    remittances: { find: async () => ({ lenderId, currency, agencyId }) as never },
    matches: { claimedOf: async () => new Set() },
  });
  const records = () => table.all("BREAK").map((item) => BreakRecord.parse(item));
  return {
    records,
    all: () => table.all(""),
    run: async (all: Seen, hour: number) => {
      time.now = plusHours(now, hour);
      return observe({ lenderId, currency, seen: all.map(found), at: time.now });
    },
    work: async (ref: number, command: BreakCommand, hour: number) => {
      time.now = plusHours(now, hour);
      const breakId = breakIdOf(found({ ref, amount: 1 }).fingerprint);
      const { actor } = aPerson();
      await change({ breakId, reach: {}, actor, what: command.kind }, decide(command)).catch((error) => {
        if (!(error instanceof Refused)) throw error;
      });
    },
    historyOf: ({ breakId }: BreakRecord) =>
      table
        .all("EVENT#")
        .filter(({ pk }) => pk === `ACCOUNT#${breakId}`)
        .toSorted((a, b) => (String(a["sk"]) < String(b["sk"]) ? -1 : 1))
        .map((item) => eventView(item) as unknown as GatewayEvent),
  };
}

const sums = (postings: readonly Posting[]) =>
  new Map(
    [...turnoversOf(postings)]
      .map(([account, { debit, credit }]) => [account, debit - credit] as const)
      .filter(([, sum]) => sum !== 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

describe("a run", () => {
  it("leaves open exactly what it found, and what happened and no match undoes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { minLength: 1, maxLength: 5 }), async (runs) => {
        const book = aBook();
        for (const [n, all] of runs.entries()) await book.run(all, 24 * n);
        const open = book.records().filter(({ state }) => state !== "RESOLVED");
        const last = new Set(runs.at(-1)!.map(({ ref }) => ref));
        const stands = runs.flat().filter(({ ref }) => last.has(ref) || isLasting(codes[ref]!));
        const expected = stands.map((one) => [breakIdOf(found(one).fingerprint), one.amount] as const);
        expect(new Map(open.map(({ breakId, amount }) => [breakId, amount]))).toEqual(new Map(expected));
        const seenLast = new Set(runs.at(-1)!.map((one) => breakIdOf(found(one).fingerprint)));
        for (const { breakId, lastSeenAt } of open)
          if (seenLast.has(breakId)) expect(lastSeenAt).toBe(plusHours(now, 24 * (runs.length - 1)));
      }),
      { numRuns: 60 },
    );
  });

  it("changes nothing when it is repeated, or comes late after others", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { minLength: 1, maxLength: 4 }), async (runs) => {
        const book = aBook();
        for (const [n, all] of runs.entries()) await book.run(all, 24 * n);
        const before = book.all();
        for (const [n, all] of runs.entries()) {
          const counts = await book.run(all, 24 * n);
          expect(counts).toEqual({
            OPENED: 0,
            CHANGED: 0,
            REOPENED: 0,
            SEEN_AGAIN: 0,
            CLEARED: 0,
            NOTHING: all.length,
          });
        }
        expect(book.all()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("ends the same in whatever order its findings come, and however often one of them does", async () => {
    const shuffled = seen
      .map((all) => [...all, ...all.map((one) => ({ ...one, amount: one.amount + 1 }))])
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    await fc.assert(
      fc.asyncProperty(seen, shuffled, async (first, [all, again]) => {
        const [one, other] = [aBook(), aBook()];
        for (const book of [one, other]) await book.run(first, 0);
        await one.run(all, 24);
        await other.run(again, 24);
        expect(new Set(other.all())).toEqual(new Set(one.all()));
      }),
      { numRuns: 60 },
    );
  });
});

const entryChoice = fc.constantFrom(...EntryKind.options).map((entry) =>
  BreakCommand.parse({
    kind: "RESOLVE",
    resolution: {
      method: methodOf[entry],
      explanation: "x",
      posting: {
        entry,
        ...(methodOf[entry] === "ATTRIBUTION" && { toAgencyId: otherAgencyId }),
        ...(entry === "CORRECT_BANK" && { remittanceId }),
      },
    },
  }),
);

const command = fc.oneof(
  entryChoice,
  fc.constantFrom<BreakCommand>(
    { kind: "ASSIGN", assignee: "ada" },
    { kind: "ASSIGN", assignee: null },
    { kind: "COMMENT", text: "x" },
    { kind: "EXPLAIN", explanation: "x" },
    { kind: "RESOLVE", resolution: { method: "MANUAL", explanation: "x" } },
    { kind: "REOPEN", reason: "x" },
  ),
);

describe("whatever runs find and people do", () => {
  const life = fc.array(
    fc.oneof(
      { weight: 1, arbitrary: seen.map((all) => ({ all })) },
      { weight: 3, arbitrary: fc.record({ ref: fc.integer({ min: 0, max: 7 }), command }) },
    ),
    { minLength: 1, maxLength: 25 },
  );

  it("every posting balances, and together they are what the standing resolutions post", async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const book = aBook();
        await book.run(
          [0, 1, 2, 3].map((ref) => ({ ref, amount: 100 })),
          0,
        );
        for (const [n, one] of steps.entries())
          await ("all" in one ? book.run(one.all, n + 1) : book.work(one.ref, one.command, n + 1));
        for (const record of book.records()) {
          const history = book.historyOf(record);
          expect(verify(history)).toMatchObject({
            ok: true,
            chain: { sequence: record.sequence, head: record.head },
          });
          expect(record.version).toBe(record.sequence);
          for (const { postings } of history) expect(isBalanced(postings)).toBe(true);
          expect(sums(history.flatMap(({ postings }) => postings))).toEqual(
            sums(record.resolution?.postings ?? []),
          );
          expect(record.state === "RESOLVED").toBe(record.resolution !== undefined);
          expect(record.state === "ASSIGNED" ? record.assignee : "ada").toBe("ada");
        }
      }),
      { numRuns: 120 },
    );
  });
});
