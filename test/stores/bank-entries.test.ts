import { describe, expect, it } from "vitest";
import type { EntryCommand } from "../../shared/bank-files/entry-wire.ts";
import { fileLines } from "../../shared/bank-files/file-lines.ts";
import type { BankFile } from "../../shared/bank-files/model.ts";
import { Money } from "../../shared/kernel/money.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { putOne } from "../../shared/platform/dynamo.ts";
import {
  anEntryWorld,
  aStatement,
  changing,
  correction,
  OTHER,
  rejection,
  type Asked,
} from "../support/bank-entries.ts";
import type { BankWorld } from "../support/bank-world.ts";
import { usd } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const unreadable = [{ amount: "10.00", ref: "R1" }, { amount: "2O.00" }];

const balances = { opening: "0.00", closing: "30.00" };

/** A file with entries that could not be read, and what somebody does with them. */
async function aFile(content = aStatement(unreadable, balances), world?: BankWorld) {
  const of = world ?? (await anEntryWorld());
  const file = await of.load(content);
  const change = changing(of, file);
  return {
    world: of,
    file,
    ask: async (command: EntryCommand, asked?: Asked) => change(of.useCases(), command, asked),
    settle: async (settlement: ReturnType<typeof correction>, asked?: Asked) =>
      change(of.useCases(), { kind: "SETTLE", settlement }, asked),
    waiting: async () => (await of.useCases().contents.quarantinedOf(of.lenderId, { limit: 10 })).items,
    statement: async () => (await of.useCases().contents.statements(file.fileId))[0],
  };
}

const codeOf = async (asked: Promise<unknown>): Promise<string | undefined> =>
  asked.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refused) return error.refusal.code;
      throw error;
    },
  );

const linesOf = async (world: BankWorld, file: BankFile, paging = { from: 1, limit: 10 }) => {
  const { lines, contents } = world.useCases();
  return fileLines({ bankLines: lines, bankContents: contents }, await world.found(file), paging);
};

describe("an entry that a person corrects", () => {
  it("is a line of its file that is open and has posted, once", async () => {
    const { world, file, settle, waiting } = await aFile();
    expect(await waiting()).toMatchObject([{ number: 1, state: "WAITING" }]);
    const { entry, replayed } = await settle(correction());
    expect([entry.state, replayed]).toEqual(["CORRECTED", false]);
    expect((await settle(correction())).replayed).toBe(true);
    expect(await waiting()).toEqual([]);
    expect((await world.open()).map(({ amount }) => amount)).toEqual(expect.arrayContaining([1_000, 2_000]));
    expect(await world.open()).toHaveLength(2);
    expect(await world.history(file)).toMatchObject([
      { type: "bank.loaded", sequence: 1 },
      {
        type: "bank.entry_corrected",
        sequence: 2,
        book: `${world.lenderId}#EUR`,
        effectiveAt: "2026-03-31T00:00:00.000Z",
        data: { entry: 1, explanation: "The bank confirmed it by mail.", lineId: entry.settled?.lineId },
        postings: [
          { account: "bank/main", amount: 2_000 },
          { account: "bank-clearing", amount: -2_000 },
        ],
      },
    ]);
    expect(await world.found(file)).toMatchObject({
      corrected: 1,
      rejected: 0,
      touchedAt: expect.any(String),
    });
  });

  it("makes its statement agree and proven, and resolves its break by the event that posts", async () => {
    const { world, settle, statement } = await aFile();
    expect(await statement()).toMatchObject({ proven: false, faults: [{ code: "BALANCE_MISMATCH" }] });
    const { entry } = await settle(correction());
    expect(await statement()).toMatchObject({
      proven: true,
      faults: [],
      quarantined: 1,
      settled: 1,
      totals: [{ currency: "EUR", lines: 2, credits: "3000", debits: "0" }],
    });
    expect(await world.breaks()).toEqual([]);
    expect(await world.resolved()).toMatchObject([
      {
        code: "CONTROL_TOTAL_MISMATCH",
        method: "CORRECTION",
        ledgerEventId: entry.settled?.ledgerEventId,
      },
    ]);
  });

  it("leaves the break open by what the lines are off, where they still do not make the closing balance", async () => {
    const { world, settle, statement } = await aFile();
    await settle(correction({ amount: { amount: 1_900, currency: "EUR" } }));
    expect(await world.breaks()).toMatchObject([{ code: "CONTROL_TOTAL_MISMATCH", amount: -100 }]);
    expect(await statement()).toMatchObject({ proven: false, faults: [{ expected: "3000", found: "2900" }] });
  });

  it("leaves what is missing to the entries that still wait", async () => {
    const three = [...unreadable, { amount: "x" }];
    const { world, settle } = await aFile(aStatement(three, { ...balances, closing: "35.00" }));
    await settle(correction());
    expect(await world.breaks()).toMatchObject([{ code: "CONTROL_TOTAL_MISMATCH", amount: 0 }]);
    await settle(rejection, { number: 2 });
    expect(await world.breaks()).toMatchObject([{ code: "CONTROL_TOTAL_MISMATCH", amount: -500 }]);
  });

  it("is shown behind the lines that were read, page by page", async () => {
    const { world, file, settle } = await aFile(aStatement([...unreadable, { amount: "x" }]));
    await settle(correction({ servicerRef: "R3" }), { number: 2 });
    const { lines } = await linesOf(world, file);
    expect(lines.map(({ amount, fileId }) => [amount, fileId])).toEqual([
      [1_000, file.fileId],
      [2_000, file.fileId],
    ]);
    const pages = [];
    for (let from: number | undefined = 1; from !== undefined;) {
      const page = await linesOf(world, file, { from, limit: 1 });
      pages.push(page.lines.length);
      from = page.next;
    }
    expect(pages).toEqual([1, 0, 1]);
  });
});

describe("a file that has the line readable", () => {
  const readable = (id: string) =>
    aStatement([unreadable[0]!, { amount: "20.00", ref: "R2" }], { ...balances, id });

  it("adds nothing when it comes after the correction", async () => {
    const { world, settle } = await aFile();
    await settle(correction());
    expect(await world.load(readable("S-again"))).toMatchObject({ stored: { known: 2, new: 0 } });
    expect(await world.open()).toHaveLength(2);
  });

  it("has the line before it is corrected: then it is known, unless it is another movement", async () => {
    const { world, file, settle } = await aFile();
    await world.load(readable("S-again"));
    expect(await codeOf(settle(correction()))).toBe("bank-line-known");
    expect(await world.history(file)).toHaveLength(1);
    const { entry } = await settle(correction({ isAnother: true }));
    expect(entry.settled?.lineId).toMatch(/-2$/u);
    expect(await world.open()).toHaveLength(3);
  });

  it("with the entry unreadable once more is corrected to the same line: it is known", async () => {
    const { world, settle } = await aFile();
    await settle(correction());
    const again = await aFile(aStatement(unreadable, { ...balances, id: "S-again" }), world);
    expect(await codeOf(again.settle(correction()))).toBe("bank-line-known");
    await again.settle(rejection);
    expect(await world.open()).toHaveLength(2);
  });

  it("that was provisional gives its place to what is corrected", async () => {
    const world = await anEntryWorld();
    await world.load(aStatement([{ amount: "20.00", ref: "R2" }], {}, "052"));
    const { settle } = await aFile(aStatement(unreadable, balances), world);
    expect((await settle(correction())).entry.settled?.lineId).toMatch(/-1$/u);
    expect(await world.open()).toHaveLength(2);
  });
});

describe("an entry that a person rejects", () => {
  it("never becomes a line, posts nothing, leaves the work list and stays readable", async () => {
    const { world, file, settle, waiting, statement } = await aFile(
      aStatement(unreadable, { ...balances, closing: "10.00" }),
    );
    expect((await settle(rejection)).entry).toMatchObject({
      state: "REJECTED",
      settled: { settlement: rejection },
    });
    expect(await waiting()).toEqual([]);
    expect(await world.open()).toHaveLength(1);
    expect((await world.history(file)).map(({ type, postings }) => [type, postings.length])).toEqual([
      ["bank.loaded", 2],
      ["bank.entry_rejected", 0],
    ]);
    expect(await statement()).toMatchObject({ proven: true, settled: 1 });
    expect(await world.resolved()).toMatchObject([{ method: "MANUAL" }]);
    const { items } = await world.useCases().contents.quarantined(file.fileId, { limit: 10 });
    expect(items).toMatchObject([{ number: 1, state: "REJECTED" }]);
  });

  it("is not corrected afterwards", async () => {
    const { settle } = await aFile();
    await settle(rejection);
    expect(await codeOf(settle(correction()))).toBe("invalid-transition");
  });
});

describe("where the lender wants four eyes", () => {
  const limit = { fourEyesAbove: Money.parse({ amount: 1_999, currency: "EUR" }) };

  it("what is above waits for another key, and then counts", async () => {
    const { world, file, ask, settle, waiting } = await aFile(undefined, await anEntryWorld(limit));
    expect((await settle(correction())).entry.state).toBe("PROPOSED");
    expect((await settle(correction())).replayed).toBe(true);
    expect(await world.open()).toHaveLength(1);
    expect(await waiting()).toMatchObject([{ state: "PROPOSED" }]);
    expect(await codeOf(settle(correction({ text: "x" })))).toBe("invalid-transition");
    expect(await codeOf(ask({ kind: "CONFIRM" }))).toBe("four-eyes-needed");
    expect((await ask({ kind: "CONFIRM" }, { by: OTHER })).entry.state).toBe("CORRECTED");
    expect(await world.open()).toHaveLength(2);
    expect((await world.history(file)).map(({ type }) => type)).toEqual([
      "bank.loaded",
      "bank.entry_proposed",
      "bank.entry_corrected",
    ]);
    expect(await codeOf(ask({ kind: "CONFIRM" }, { by: OTHER }))).toBe("invalid-transition");
  });

  it("what is not above counts at once, and a rejection, whose worth nobody knows, never does", async () => {
    const world = await anEntryWorld(limit);
    const small = await aFile(undefined, world);
    const amount = { amount: 1_999, currency: "EUR" };
    expect((await small.settle(correction({ amount }))).entry.state).toBe("CORRECTED");
    const other = await aFile(aStatement(unreadable, { id: "S-2" }), world);
    expect((await other.settle(rejection)).entry.state).toBe("PROPOSED");
    const { entry } = await other.ask({ kind: "DECLINE", reason: "Ask the bank." }, { by: OTHER });
    expect([entry.state, entry.proposal]).toEqual(["WAITING", undefined]);
    expect((await other.settle(correction({ servicerRef: "R9", amount }))).entry.state).toBe("CORRECTED");
  });
});

describe("an entry of a statement", () => {
  it("that is not booked becomes no line", async () => {
    const world = await anEntryWorld();
    const { settle } = await aFile(aStatement(unreadable, {}, "054"), world);
    expect(await codeOf(settle(correction()))).toBe("bank-entry-not-booked");
    expect((await settle(rejection)).entry.state).toBe("REJECTED");
  });

  it("is in its account's currency", async () => {
    const { settle } = await aFile();
    expect(await codeOf(settle(correction({ amount: usd(2_000) })))).toBe("currency-mismatch");
  });

  it("that was stored before entries had a state is settled like any other", async () => {
    const { world, file, settle, waiting } = await aFile();
    const { state: _state, version: _version, bankAccount: _account, ...old } = (await waiting())[0]!;
    const place = `QUARANTINED#${String(old.number).padStart(8, "0")}`;
    await putOne(quietTable())({ pk: `BANKFILE#${file.fileId}`, sk: place, ...old });
    expect((await settle(correction())).entry).toMatchObject({ state: "CORRECTED", version: 1 });
    expect(await world.open()).toHaveLength(2);
  });
});
