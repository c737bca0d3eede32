import { describe, expect, it } from "vitest";
import { joinDetails, joinKey } from "../../../shared/bank-statements/join-details.ts";
import { newOrdinals } from "../../../shared/bank-statements/ordinals.ts";
import { linesOf, readAll } from "../../support/bank-file.ts";
import { balance, camt, entry, stmt } from "../../support/camt-file.ts";

const idsIn = async (...statements: readonly string[]) =>
  linesOf(await readAll(camt(statements.join("")))).map(({ lineId }) => lineId);

const fee = entry({ amount: "5.00", side: "DBIT", rest: "<AddtlNtryInf>Fee</AddtlNtryInf>" });
const statement = (from: string, to: string, ...[inner = "", id = "S-1"]: readonly string[]) =>
  stmt(balance("OPBD", from) + balance("CLBD", to) + inner, { id });

describe("the identity of a line", () => {
  it("is the same in a statement of another number", async () => {
    const inner = entry({ ref: "B-1" }) + fee;
    expect(await idsIn(stmt(inner, { id: "S-1" }))).toEqual(await idsIn(stmt(inner, { id: "2027/1" })));
  });

  it("is the same in statements that overlap", async () => {
    const [first, , third] = [entry({ ref: "A" }), entry({ ref: "B" }), entry({ ref: "C" })];
    const former = await idsIn(stmt(first + entry({ ref: "B" }) + fee));
    const later = await idsIn(stmt(entry({ ref: "B" }) + fee + third));
    expect(later.slice(0, 2)).toEqual(former.slice(1));
  });

  it("tells lines apart that are alike, in the order of their coming", async () => {
    const ids = await idsIn(stmt(fee + fee + fee));
    expect(new Set(ids).size).toBe(3);
    expect(ids.map((id) => id.split("-")[1])).toEqual(["1", "2", "3"]);
    expect(new Set(ids.map((id) => id.split("-")[0])).size).toBe(1);
  });

  it("goes on counting in a statement that begins where the one before it ended", async () => {
    const ids = await idsIn(statement("20.00", "15.00", fee, "S-1"), statement("15.00", "10.00", fee, "S-2"));
    expect(new Set(ids).size).toBe(2);
  });

  it("goes on counting there although a statement of another account stands between the two", async () => {
    const [first, second] = [
      statement("20.00", "15.00", fee, "S-1"),
      statement("15.00", "10.00", fee, "S-2"),
    ];
    const between = statement("1.00", "1.00").replace("DE89", "DE90");
    expect(await idsIn(first, between, second)).toEqual(await idsIn(first, second));
    expect(await idsIn(second, between, second)).toEqual(await idsIn(second, second));
  });

  it("begins again in a statement that is repeated", async () => {
    const one = statement("20.00", "15.00", fee);
    const [first, again] = await idsIn(one, one);
    expect(again).toBe(first);
    const nothingMoved = statement("20.00", "20.00", fee + entry({ amount: "5.00" }));
    const ids = await idsIn(nothingMoved, nothingMoved);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  });

  it("goes on counting on the next page", async () => {
    const page = (number: number) =>
      stmt(`<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>${fee}`);
    expect(new Set(await idsIn(page(1), page(2))).size).toBe(2);
  });

  it("is the same while a movement is provisional, notified and booked", async () => {
    const one = entry({ ref: "B-1", rest: "<AddtlNtryInf>Words change</AddtlNtryInf>" });
    const booked = await idsIn(stmt(entry({ ref: "B-1" })));
    const others = [
      camt(stmt(one, { tag: "Rpt" }), { kind: "052" }),
      camt(stmt(one, { tag: "Ntfctn" }), { kind: "054" }),
    ];
    for (const content of others)
      expect(linesOf(await readAll(content)).map(({ lineId }) => lineId)).toEqual(booked);
  });

  it.each([
    ["amount", entry({ amount: "10.01", ref: "B-1" })],
    ["side", entry({ side: "DBIT", ref: "B-1" })],
    ["currency", entry({ currency: "USD", ref: "B-1" })],
    ["value date", entry({ ref: "B-1", dates: "<ValDt><Dt>2026-03-03</Dt></ValDt>" })],
    ["reference", entry({ ref: "B-2" })],
    ["lack of a reference", entry()],
  ])("is another with another %s", async (_what, other) => {
    const [one, two] = await idsIn(stmt(entry({ ref: "B-1" }) + other));
    expect(one?.split("-")[0]).not.toBe(two?.split("-")[0]);
  });

  it("is the same however a file writes the letters of the account's number", async () => {
    const one = stmt(fee).replace("DE89", "GB89WEST");
    expect(await idsIn(one.replace("GB89WEST", "gb89west"))).toEqual(await idsIn(one));
  });

  it("is another of another account", async () => {
    const one = stmt(fee);
    const [first] = await idsIn(one);
    const [second] = await idsIn(one.replace("DE89", "DE90"));
    expect(first).not.toBe(second);
  });

  it("counts a hundred thousand and more without a mistake", () => {
    const { next, clear } = newOrdinals();
    const hashes = Array.from({ length: 150_000 }, (_, n) => ((n * 2_654_435_761) % 2 ** 40) + 1);
    const distinct = new Set(hashes).size;
    const counts = [...hashes, ...hashes].map(next);
    expect(counts.filter((count) => count === 1)).toHaveLength(distinct);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
      [...Map.groupBy([...hashes, ...hashes], (hash) => hash).values()].reduce(
        (sum, { length }) => sum + (length * (length + 1)) / 2,
        0,
      ),
    );
    clear();
    expect(next(hashes[0] ?? 1)).toBe(1);
  });
});

describe("a notification", () => {
  const bulk = async () => {
    const rest = "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>";
    const [line] = linesOf(await readAll(camt(stmt(entry({ ref: "B-1", rest })))));
    if (line === undefined) throw new Error("no line");
    return line;
  };
  const notified = async (...entries: readonly string[]) =>
    linesOf(await readAll(camt(stmt(entries.join(""), { tag: "Ntfctn" }), { kind: "054" })));
  const transaction = (amount: string, ref: string) =>
    `<TxDtls><Refs><EndToEndId>${ref}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>`;

  it("tells the transactions of a bulk by the bank's reference", async () => {
    const line = await bulk();
    expect(line.batch).toEqual({ count: 2, details: [] });
    const details = `<NtryDtls>${transaction("4.00", "A")}${transaction("6.00", "B")}</NtryDtls>`;
    for (const lines of [
      await notified(entry({ ref: "B-1", rest: details })),
      await notified(
        entry({ ref: "B-1", amount: "4.00", rest: `<NtryDtls>${transaction("4.00", "A")}</NtryDtls>` }),
        entry({ ref: "B-1", amount: "6.00", rest: `<NtryDtls>${transaction("6.00", "B")}</NtryDtls>` }),
      ),
    ]) {
      expect(lines.every((one) => joinKey(one) === joinKey(line))).toBe(true);
      expect(joinDetails(line, lines)).toMatchObject({
        ok: true,
        value: { lineId: line.lineId, kind: "BOOKED", amount: 1000, batch: { count: 2 } },
      });
      const joined = joinDetails(line, lines);
      expect(joined.ok && joined.value.batch?.details.map(({ amount }) => amount)).toEqual([400, 600]);
    }
  });

  it.each([
    ["nothing", [], "NO_DETAILS"],
    ["another reference", [entry({ ref: "B-2" })], "NOT_THE_SAME"],
    ["another currency", [entry({ ref: "B-1", currency: "USD" })], "CURRENCY_DIFFERS"],
    ["another amount", [entry({ ref: "B-1", amount: "9.99" })], "AMOUNT_DIFFERS"],
    ["the other side", [entry({ ref: "B-1", side: "DBIT" })], "AMOUNT_DIFFERS"],
  ])("of %s is not joined", async (_what, entries, error) => {
    expect(joinDetails(await bulk(), await notified(...entries))).toEqual({ ok: false, error });
  });

  it("joins nothing without a reference", async () => {
    const line = { ...(await bulk()), servicerRef: undefined };
    expect(joinDetails(line, await notified(entry({ ref: "B-1" })))).toEqual({
      ok: false,
      error: "NOT_THE_SAME",
    });
  });
});
