import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BankFileEvent } from "../../shared/bank-statements/model.ts";
import type { ReadSettings } from "../../shared/bank-statements/read-bank-file.ts";
import { fixture, linesOf, ofKind, readAll } from "../support/bank-file.ts";
import {
  csvMapOf,
  printedBai2,
  printedCamt,
  printedCsv,
  printedMt940,
  statements,
  type ToldStatement,
} from "../support/printed-bank-files.ts";

const formats = [
  { name: "camt", print: printedCamt, settings: (): ReadSettings => ({}), hasReversals: true },
  { name: "MT940", print: printedMt940, settings: (): ReadSettings => ({}), hasReversals: true },
  { name: "BAI2", print: printedBai2, settings: (): ReadSettings => ({}), hasReversals: true },
  {
    name: "CSV",
    print: printedCsv,
    settings: (one: ToldStatement): ReadSettings => ({ csv: csvMapOf(one) }),
    hasReversals: false,
  },
] as const;

describe.each(formats)("a statement printed as $name", ({ print, settings, hasReversals }) => {
  it("is read as it was told, and is proven", async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (statement) => {
        const events = await readAll(print(statement), settings(statement));
        const { bankAccount, currency } = statement;
        expect(
          linesOf(events).map(({ amount, isReversal, valueDate, servicerRef, text, ...rest }) => {
            expect(rest).toMatchObject({ bankAccount, currency, kind: "BOOKED", status: "BOOKED" });
            return { amount, isReversal, valueDate, servicerRef, text };
          }),
        ).toEqual(statement.lines.map((line) => (hasReversals ? line : { ...line, isReversal: false })));
        const [end] = ofKind(events, "statement-end");
        expect(end?.faults).toEqual([]);
        if (statement.lines.length > 0) expect(end?.isProven).toBe(true);
        expect(events.at(-1)).toMatchObject({ kind: "end", quarantinedCount: 0, faults: [] });
      }),
      { numRuns: 150 },
    );
  });

  it("tells lines apart, and tells the same ones whenever it is read", async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (statement) => {
        const ids = linesOf(await readAll(print(statement), settings(statement))).map(({ lineId }) => lineId);
        expect(new Set(ids).size).toBe(ids.length);
        const again = await readAll(print(statement), settings(statement));
        expect(linesOf(again).map(({ lineId }) => lineId)).toEqual(ids);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same however its bytes are cut", async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(statements, cuts, async (statement, sizes) => {
        const content = print(statement);
        const whole = await readAll(content, settings(statement), [content.length]);
        expect(await readAll(content, settings(statement), sizes)).toEqual(whole);
      }),
      { numRuns: 80 },
    );
  });
});

const root = join(import.meta.dirname, "../fixtures/bank");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:sta|txt|xml)$/u.test(name))
  .toSorted()
  .map((name) => ({ name, content: fixture(name) }));

type Mutation = {
  readonly at: number;
  readonly kind: string;
  readonly length: number;
  readonly bytes: Uint8Array;
};

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom("replace", "insert", "delete", "repeat", "cut"),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
    fc
      .constantFrom(
        "0",
        "9",
        ",",
        ".",
        "-",
        "+",
        "/",
        ":",
        "\n",
        "<",
        ">",
        "&",
        " ",
        "e",
        "NaN",
        ":61:",
        "88,",
        "]]>",
      )
      .map((text) => new TextEncoder().encode(text)),
  ),
});

function mutated(content: Buffer, { at, kind, length, bytes }: Mutation): Buffer {
  const from = Math.floor(at * content.length);
  const [before, after] = [content.subarray(0, from), content.subarray(from)];
  switch (kind) {
    case "replace":
      return Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    case "insert":
      return Buffer.concat([before, bytes, after]);
    case "delete":
      return Buffer.concat([before, after.subarray(length)]);
    case "repeat":
      return Buffer.concat([before, after.subarray(0, length), after]);
    default:
      return before;
  }
}

/** What has to hold of anything that is told, whatever was read. */
function isSound(events: readonly BankFileEvent[]): void {
  const last = events.at(-1);
  expect(["end", "refused"]).toContain(last?.kind);
  expect(events.slice(0, -1).every(({ kind }) => kind !== "end" && kind !== "refused")).toBe(true);
  for (const { amount, valueDate, lineId } of linesOf(events)) {
    expect(Number.isSafeInteger(amount)).toBe(true);
    expect(valueDate).toMatch(/^\d{4}-\d\d-\d\d$/u);
    expect(lineId).toMatch(/^[0-9a-f]{32}-[1-9]\d*$/u);
  }
  for (const { quarantined } of ofKind(events, "quarantined")) {
    expect(quarantined.code).toMatch(/^[A-Z_]+$/u);
    expect(quarantined.place.line).toBeGreaterThan(0);
  }
}

describe("a broken file of a bank", () => {
  it("never fails otherwise than by saying where and why, however its bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        async ({ content }, mutations, size) => {
          const broken = mutations.reduce(mutated, content);
          const events = await readAll(broken, {}, [broken.length + 1]);
          isSound(events);
          expect(await readAll(broken, {}, [size])).toEqual(events);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it("is refused at the same place for what follows its last tag, however its bytes are cut", async () => {
    const [camt] = files.filter(({ name }) => name.startsWith("camt/"));
    for (const rest of ["x\n", "\n\nx\n\n", "ument>0\n"]) {
      const broken = Buffer.concat([camt!.content, Buffer.from(rest)]);
      const whole = await readAll(broken, {}, [broken.length + 1]);
      expect(whole.at(-1)).toMatchObject({ kind: "refused", refusal: { code: "NOT_XML" } });
      for (const size of [1, 2, 3, 7]) expect(await readAll(broken, {}, [size])).toEqual(whole);
    }
  });

  const anything = "0123456789.-+eExX $€ '\t";
  const amounts = [
    { name: "camt", folder: "camt", place: /(<Ntry>\s*<Amt Ccy="[A-Z]+">)([^<]*)/gu, noise: `${anything},` },
    { name: "MT940", folder: "mt940", place: /(:61:\d+R?[CD]R?)([\d,]+)/gu, noise: `${anything},` },
    // A comma ends the amount here.
    { name: "BAI2", folder: "bai2", place: /(\n16,\d{3},)(\d+)/gu, noise: anything },
  ];

  it.each(amounts)("of $name never makes a line of nothing of an amount that is something", async (one) => {
    const { folder, place, noise } = one;
    const own = files
      .filter(({ name }) => name.startsWith(folder))
      .map(({ content }) => content.toString())
      .filter((content) => content.match(place) !== null);
    const texts = fc.string({ minLength: 0, maxLength: 6, unit: fc.constantFrom(...noise.split("")) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...own), texts, fc.nat({ max: 100 }), async (content, text, turn) => {
        const count = content.match(place)?.length ?? 1;
        let seen = 0;
        const broken = content.replaceAll(place, (found, before: string) => {
          seen += 1;
          return seen === (turn % count) + 1 ? before + text : found;
        });
        const events = await readAll(broken);
        isSound(events);
        const zeros = linesOf(events).filter(({ amount }) => amount === 0);
        // Nothing but zeros is honestly nothing.
        if (!/^\+?0+(?:[.,]0*)?$/u.test(text.trim())) expect(zeros).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
