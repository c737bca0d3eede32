import { describe, expect, it } from "vitest";
import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { BankLine } from "../../shared/reconciliation/model.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { camt, type Entry } from "../support/bank-statement.ts";
import { newBankWorld, type BankWorld } from "../support/bank-world.ts";
import { quietTable } from "../support/quiet-table.ts";

const IBAN = "DE02100500000054540402";
const update = updateOne(quietTable());

async function aLenderWithAccount(over: object = {}): Promise<BankWorld> {
  const world = await newBankWorld();
  await world.account("main", { number: IBAN, currency: "EUR", ...over });
  return world;
}

const statement = (entries: readonly Entry[], balances: object = {}, message?: "052" | "053" | "054") =>
  camt([{ account: IBAN, ...balances, entries }], message);

const amounts = (lines: readonly BankLine[]) => lines.map(({ amount }) => amount);

describe("a bank's file", () => {
  it("is loaded when its balances hold, and the bank account moves by its net against what is to be cleared", async () => {
    const world = await aLenderWithAccount();
    const entries = [
      { amount: "125.50", ref: "R1", valueDate: "2026-03-30" },
      { amount: "25.50", side: "DBIT", ref: "R2" },
    ] as const;
    const file = await world.load(statement(entries, { opening: "10.00", closing: "110.00" }));
    expect(file).toMatchObject({
      state: "LOADED",
      stored: { lines: 2, new: 2, known: 0, movements: [{ bankAccountRef: "main", net: 10_000, lines: 2 }] },
    });
    expect(await world.history(file)).toMatchObject([
      {
        type: "bank.loaded",
        book: `${world.lenderId}#EUR`,
        effectiveAt: "2026-03-31T00:00:00.000Z",
        postings: [
          { account: "bank/main", amount: 10_000 },
          { account: "bank-clearing", amount: -10_000 },
        ],
      },
    ]);
    expect(await world.useCases().contents.statements(file.fileId)).toMatchObject([
      { number: 1, proven: true, opening: { amount: 1_000 }, closing: { amount: 11_000 }, faults: [] },
    ]);
  });

  it.each([
    [
      "whose lines do not make its closing balance",
      statement([{ amount: "1.00" }], { opening: "0.00", closing: "2.00" }),
      "BALANCE_MISMATCH",
    ],
    [
      "of an account that is not the lender's",
      camt([{ account: "DE89370400440532013000", entries: [] }]),
      "ACCOUNT_UNKNOWN",
    ],
    [
      "in another currency than the account's",
      camt([{ account: IBAN, currency: "USD", entries: [{ amount: "1.00" }] }]),
      "CURRENCY_DIFFERS",
    ],
    ["that is none", "no bank writes this", "FORMAT_UNKNOWN"],
  ])("%s is refused with the reason, and leaves nothing", async (_what, content, code) => {
    const world = await aLenderWithAccount();
    const file = await world.load(content);
    expect(file).toMatchObject({ state: "REFUSED", reasons: [{ code }] });
    expect([await world.open(), await world.open("USD"), await world.history(file)]).toEqual([[], [], []]);
    expect(await world.useCases().lines.ofFile(file, 1, 10)).toEqual([]);
  });

  it("says both figures of a balance that does not hold", async () => {
    const world = await aLenderWithAccount();
    const { reasons } = await world.load(
      statement([{ amount: "1.00" }], { opening: "0.00", closing: "2.00" }),
    );
    expect(reasons).toMatchObject([{ expected: "200", found: "100", statement: 1 }]);
  });

  it("is refused when other bytes came than were announced", async () => {
    const world = await aLenderWithAccount();
    const content = statement([{ amount: "1.00" }]);
    expect(await world.load(content, { sha256: "a".repeat(64) })).toMatchObject({
      state: "REFUSED",
      reasons: [{ code: "OTHER_BYTES" }],
    });
  });

  it("goes to the account for which it was announced last, as long as its bytes did not come", async () => {
    const csv = { amount: { signed: "Amount" }, valueDate: "Date" };
    const world = await aLenderWithAccount({ csv });
    await world.account("trust", { number: "DE89370400440532013000", currency: "EUR", csv });
    const content = "Date,Amount\n2026-03-31,5.00\n";
    const of = (bankAccountRef: string) => ({ format: "CSV", bankAccountRef });
    expect(await world.uploaded(content, of("main"))).toMatchObject({ attempt: 1 });
    expect(await world.uploaded(content, of("trust"))).toMatchObject({ attempt: 2, bankAccountRef: "trust" });
    expect(await world.load(content, of("trust"))).toMatchObject({
      attempt: 2,
      state: "LOADED",
      stored: { movements: [{ bankAccountRef: "trust", net: 500 }] },
    });
    expect(await world.uploaded(content, of("main"))).toMatchObject({ state: "LOADED", attempt: 2 });
  });

  it("is refused when its account lost the map meanwhile, and is read once there is one again", async () => {
    const account = { number: IBAN, currency: "EUR" };
    const csv = { amount: { signed: "Amount" }, valueDate: "Date" };
    const world = await aLenderWithAccount({ csv });
    const content = "Date,Amount\n2026-03-31,5.00\n";
    const file = await world.uploaded(content, { format: "CSV", bankAccountRef: "main" });
    await world.account("main", account);
    expect(await world.useCases().take(file)).toEqual({ lines: 0, state: "REFUSED" });
    expect((await world.found(file)).reasons).toMatchObject([{ code: "CSV_MAP_MISSING" }]);
    await world.account("main", { ...account, csv });
    const again = await world.load(content, { format: "CSV", bankAccountRef: "main" });
    expect(again).toMatchObject({ attempt: 2, state: "LOADED", stored: { new: 1 } });
  });

  it("keeps what cannot be read for a person, is loaded without it, and is not proven", async () => {
    const world = await aLenderWithAccount();
    const entries = [
      { amount: "1.00", ref: "R1" },
      { amount: "one", ref: "R2" },
    ];
    const file = await world.load(statement(entries, { opening: "0.00", closing: "3.00" }));
    expect(file).toMatchObject({ state: "LOADED", found: { quarantined: 1 }, stored: { new: 1 } });
    const { contents } = world.useCases();
    const quarantined = [{ number: 1, code: "AMOUNT_INVALID", place: { statement: 1, entry: 2 } }];
    expect((await contents.quarantined(file.fileId, { limit: 10 })).items).toMatchObject(quarantined);
    expect((await contents.quarantinedOf(world.lenderId, { limit: 10 })).items).toMatchObject(quarantined);
    expect(await contents.statements(file.fileId)).toMatchObject([
      {
        proven: false,
        quarantined: 1,
        faults: [{ code: "BALANCE_MISMATCH", expected: "300", found: "100" }],
      },
    ]);
  });
});

describe("a movement", () => {
  const one = { amount: "10.00", ref: "R1" };
  const two = { amount: "20.00", ref: "R2" };
  const three = { amount: "30.00", ref: "R3" };

  it("is stored once by statements that overlap, and posted by the first of them", async () => {
    const world = await aLenderWithAccount();
    await world.load(statement([one, two]));
    const later = await world.load(statement([two, three]));
    expect(later.stored).toMatchObject({ lines: 2, new: 1, known: 1 });
    expect(await world.history(later)).toMatchObject([{ postings: [{ amount: 3_000 }, { amount: -3_000 }] }]);
    expect(amounts(await world.open()).toSorted((a, b) => a - b)).toEqual([1_000, 2_000, 3_000]);
    expect((await world.useCases().lines.ofFile(later, 1, 10)).map(({ amount }) => amount)).toEqual([
      2_000, 3_000,
    ]);
  });

  it("that comes twice in one file is stored once and counted once", async () => {
    const world = await aLenderWithAccount();
    const twice = camt([1, 2].map(() => ({ id: "S", account: IBAN, entries: [one] })));
    const file = await world.load(twice);
    expect(file.stored).toMatchObject({ lines: 2, new: 1, known: 1, movements: [{ net: 1_000 }] });
    expect(await world.useCases().lines.ofFile(file, 1, 10)).toHaveLength(2);
  });

  it("is no money while it is provisional, and booked in its place", async () => {
    const world = await aLenderWithAccount();
    const early = await world.load(statement([one], {}, "052"));
    expect(early.stored).toMatchObject({ new: 0, provisional: 1 });
    expect(await world.history(early)).toMatchObject([{ postings: [] }]);
    expect(await world.open()).toEqual([]);
    expect((await world.load(statement([one]))).stored).toMatchObject({ new: 1, known: 0 });
    expect(amounts(await world.open())).toEqual([1_000]);
    expect((await world.load(statement([one], { id: "again" }, "052"))).stored).toMatchObject({
      provisional: 1,
    });
    expect(amounts(await world.open())).toEqual([1_000]);
    expect(await world.useCases().lines.ofFile(early, 1, 10)).toMatchObject([{ kind: "BOOKED" }]);
  });

  it("that is pending in a booked statement is no money either", async () => {
    const world = await aLenderWithAccount();
    const file = await world.load(statement([{ ...one, status: "PDNG" }]));
    expect(file.stored).toMatchObject({ new: 0, provisional: 1, movements: [] });
    expect(await world.open()).toEqual([]);
  });

  const bulk = statement([{ amount: "50.00", ref: "B1", batchCount: 2 }]);
  const notification = statement(
    [
      { amount: "20.00", ref: "B1", text: "loan 1" },
      { amount: "30.00", ref: "B1", text: "loan 2" },
    ],
    {},
    "054",
  );

  it.each([
    ["before it", [notification, bulk]],
    ["behind it", [bulk, notification]],
  ])("that is a bulk gets its transactions from a notification that comes %s", async (_when, contents) => {
    const world = await aLenderWithAccount();
    for (const content of contents) await world.load(content);
    const [line] = await world.open();
    expect(line).toMatchObject({ amount: 5_000 });
    const file = await world.uploaded(bulk);
    const [stored] = await world.useCases().lines.ofFile(file, 1, 10);
    expect(stored?.batch?.details.map(({ amount, text }) => [amount, text])).toEqual([
      [2_000, "loan 1"],
      [3_000, "loan 2"],
    ]);
    expect(await world.open()).toHaveLength(1);
  });
});

describe("open lines", () => {
  it("come by value date over all pages, with the agency that alone pays in, and none of a file that is being loaded", async () => {
    const agencyId = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
    const world = await aLenderWithAccount({ agencyId });
    const days = Array.from({ length: 9 }, (_, n) => `2026-03-${String(20 - n).padStart(2, "0")}`);
    const content = statement(days.map((valueDate, n) => ({ amount: "1.00", ref: `D${n}`, valueDate })));
    await world.load(content);
    const open = await world.open();
    expect(open.map(({ valueDate }) => valueDate)).toEqual(days.toReversed());
    expect(open.every((line) => line.agencyId === agencyId && line.status === "BOOKED")).toBe(true);
    expect(await world.open("USD")).toEqual([]);
    const { fileId } = await world.uploaded(statement([]));
    const [first] = await world.useCases().lines.ofFile(await world.uploaded(content), 1, 1);
    expect(await world.useCases().lines.keep({ ...first!, lineId: "0-1", fileId })).toBeUndefined();
    expect(await world.open()).toHaveLength(9);
  });

  it("are claimed by one match, and given back by that one alone", async () => {
    const world = await aLenderWithAccount();
    await world.load(
      statement([
        { amount: "10.00", ref: "R1" },
        { amount: "20.00", ref: "R2" },
      ]),
    );
    const store = openBankLineStore(newReader(quietTable()));
    const [line] = await world.open();
    const claims = await Promise.all(["m1", "m2"].map((match) => update(store.claimed(line!, match))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await world.open()).toHaveLength(1);
    const [winner, loser] = claims[0] ? ["m1", "m2"] : ["m2", "m1"];
    expect(await update(store.released(line!, loser))).toBe(false);
    expect(await update(store.released(line!, winner))).toBe(true);
    expect(await world.open()).toHaveLength(2);
  });

  it("lead nowhere else by a cursor", async () => {
    const world = await aLenderWithAccount();
    const { open } = world.useCases();
    for (const after of [{ at: "x" }, { pk: "LENDER#1", sk: "LENDER" }])
      await expect(
        open.openLines(world.lenderId, "EUR" as never, { limit: 1, after }),
      ).rejects.toBeInstanceOf(Refused);
  });
});
