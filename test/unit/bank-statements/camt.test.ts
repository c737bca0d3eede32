import { describe, expect, it } from "vitest";
import { fixture, linesOf, ofKind, readAll, refusalOf } from "../../support/bank-file.ts";
import { balance, camt, entry, stmt } from "../../support/camt-file.ts";

const linesIn = async (inner: string, options?: Parameters<typeof camt>[1]) =>
  linesOf(await readAll(camt(stmt(inner), options)));

const quarantinedIn = async (inner: string) =>
  ofKind(await readAll(camt(stmt(inner))), "quarantined").map(({ quarantined }) => quarantined);

const faultsIn = async (inner: string) =>
  ofKind(await readAll(camt(stmt(inner))), "statement-end").flatMap(({ faults }) =>
    faults.map(({ code, expected, found }) => [code, expected, found]),
  );

const details = (...all: readonly string[]): string =>
  `<NtryDtls>${all.map((one) => `<TxDtls>${one}</TxDtls>`).join("")}</NtryDtls>`;

describe("an entry", () => {
  it.each([
    ["CRDT", "", 1000, false],
    ["DBIT", "", -1000, false],
    ["CRDT", "<RvslInd>true</RvslInd>", 1000, true],
    ["DBIT", "<RvslInd>1</RvslInd>", -1000, true],
    ["CRDT", "<RvslInd>false</RvslInd>", 1000, false],
    ["DBIT", "<RvslInd>0</RvslInd>", -1000, false],
  ])(
    "of side %s with reversal %j has the sign of what was booked",
    async (side, ...[reversal, amount, isReversal]) => {
      expect(await linesIn(entry({ side, reversal }))).toMatchObject([{ amount, isReversal }]);
    },
  );

  it("is read whichever one of many it is", async () => {
    const lines = await linesIn([entry(), entry({ amount: "20.00" }), entry({ side: "DBIT" })].join(""));
    expect(lines.map(({ amount }) => amount)).toEqual([1000, 2000, -1000]);
    expect(lines.map(({ place }) => place)).toEqual(
      [1, 2, 3].map((number) => ({ line: 1, statement: 1, entry: number })),
    );
  });

  it("names what it refers to, the bank's own reference first", async () => {
    const refs =
      "<Refs><MsgId>no</MsgId><InstrId>I</InstrId><EndToEndId>E</EndToEndId><TxId>T</TxId><MndtId>MD</MndtId><Prtry><Tp>X</Tp><Ref>P</Ref></Prtry></Refs>";
    const remittance =
      "<RmtInf><Ustrd>Loan  7</Ustrd><Ustrd>March</Ustrd><Strd><RfrdDocInf><Nb>INV-1</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>";
    const [line] = await linesIn(
      entry({ ref: "B-1", rest: `${details(refs + remittance)}<AddtlNtryInf>Transfer</AddtlNtryInf>` }),
    );
    expect(line).toMatchObject({
      servicerRef: "B-1",
      references: ["B-1", "E", "T", "I", "MD", "RF18539007547034", "INV-1", "P"],
      text: "Loan 7 March Transfer",
    });
  });

  it("passes over what banks write where there is no reference", async () => {
    const refs = "<Refs><EndToEndId>NOTPROVIDED</EndToEndId><TxId>NONREF</TxId></Refs>";
    expect(await linesIn(entry({ rest: details(refs) }))).toMatchObject([{ references: [] }]);
  });

  it.each([
    ["02", "<Dbtr><Nm>Maria</Nm></Dbtr>"],
    ["08", "<Dbtr><Pty><Nm>Maria</Nm></Pty></Dbtr>"],
  ])("of version %s tells who paid", async (version, debtor) => {
    const parties = `<RltdPties>${debtor}<DbtrAcct><Id><IBAN>NL56AGDH9619008421</IBAN></Id></DbtrAcct><Cdtr><Nm>We</Nm></Cdtr></RltdPties>`;
    expect(await linesIn(entry({ rest: details(parties) }), { version })).toMatchObject([
      { counterparty: { name: "Maria", account: "NL56AGDH9619008421" } },
    ]);
  });

  it("that reverses a credit still names who had paid", async () => {
    const parties = "<RltdPties><Dbtr><Nm>Maria</Nm></Dbtr><Cdtr><Nm>We</Nm></Cdtr></RltdPties>";
    const reversed = entry({ side: "DBIT", reversal: "<RvslInd>true</RvslInd>", rest: details(parties) });
    expect(await linesIn(reversed)).toMatchObject([{ amount: -1000, counterparty: { name: "Maria" } }]);
  });

  it("has every charge, as records or one after the other", async () => {
    const charge = (amount: string, more = "") =>
      `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>${more}`;
    const records = `<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">3.00</TtlChrgsAndTaxAmt><Rcrd>${charge("1.00", "<ChrgInclInd>true</ChrgInclInd>")}</Rcrd><Rcrd>${charge("2.00")}</Rcrd></Chrgs>`;
    const repeated = `<Chrgs>${charge("1.00")}</Chrgs><Chrgs>${charge("2.00")}</Chrgs>`;
    const amounts = async (rest: string) =>
      (await linesIn(entry({ rest }))).map(({ charges }) => charges.map(({ amount }) => amount));
    expect(await amounts(records)).toEqual([[-100, -200]]);
    expect(await amounts(repeated)).toEqual([[-100, -200]]);
    expect((await linesIn(entry({ rest: records })))[0]?.charges[0]?.isIncluded).toBe(true);
  });

  it("that is several transactions has them all, and they make its amount", async () => {
    const one = (amount: string, ref: string) =>
      `<Refs><EndToEndId>${ref}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
    const rest = details(one("4.00", "A"), one("6.00", "B"));
    const [line] = await linesIn(entry({ rest }));
    expect(line).toMatchObject({ amount: 1000, batch: { count: 2 } });
    expect(line?.batch?.details.map(({ amount, references }) => [amount, references])).toEqual([
      [400, ["A"]],
      [600, ["B"]],
    ]);
    expect(await faultsIn(entry({ rest }))).toEqual([]);
    expect(await faultsIn(entry({ rest: details(one("4.00", "A"), one("5.99", "B")) }))).toEqual([
      ["BATCH_SUM_MISMATCH", "1000", "999"],
    ]);
  });

  it("counts its transactions as it says", async () => {
    const events = await readAll(fixture("camt/camt054.v4.xml"));
    expect(ofKind(events, "statement-end")[0]?.faults).toMatchObject([
      { code: "BATCH_COUNT_MISMATCH", expected: "2", found: "3", place: { line: 63, entry: 1 } },
    ]);
  });

  it.each([
    ["an amount with a comma", entry({ amount: "10,00" }), "AMOUNT_INVALID"],
    ["an amount with a minus", entry({ amount: "-10.00" }), "AMOUNT_INVALID"],
    ["an amount with an exponent", entry({ amount: "1e3" }), "AMOUNT_INVALID"],
    ["more decimals than the currency has", entry({ amount: "10.005" }), "AMOUNT_INVALID"],
    ["no amount", entry({ amount: "" }), "AMOUNT_MISSING"],
    ["an amount beyond all amounts", entry({ amount: "10000000000.01" }), "AMOUNT_TOO_LARGE"],
    ["an unknown currency", entry({ currency: "XXQ" }), "CURRENCY_UNKNOWN"],
    ["no side", entry({ side: "" }), "SIDE_UNKNOWN"],
    ["an unknown status", entry({ status: "<Sts>MAYBE</Sts>" }), "STATUS_UNKNOWN"],
    ["an unclear reversal", entry({ reversal: "<RvslInd>yes</RvslInd>" }), "REVERSAL_UNKNOWN"],
    ["no date", entry({ dates: "" }), "DATE_MISSING"],
    ["a day that never was", entry({ dates: "<ValDt><Dt>2026-02-30</Dt></ValDt>" }), "DATE_INVALID"],
    [
      "a charge that cannot be read",
      entry({ rest: '<Chrgs><Amt Ccy="EUR">free</Amt></Chrgs>' }),
      "CHARGE_AMOUNT_INVALID",
    ],
    [
      "a transaction whose amount cannot be read",
      entry({ rest: details('<Amt Ccy="EUR">?</Amt>') }),
      "DETAIL_AMOUNT_INVALID",
    ],
  ])("with %s is kept for a person, and is no line", async (_what, bad, code) => {
    const events = await readAll(camt(stmt(entry() + bad + entry())));
    expect(linesOf(events).map(({ amount }) => amount)).toEqual([1000, 1000]);
    expect(ofKind(events, "quarantined")).toMatchObject([
      { quarantined: { code, place: { line: 1, statement: 1, entry: 2 } } },
    ]);
    expect(ofKind(events, "statement-end")).toMatchObject([{ quarantinedCount: 1, isProven: false }]);
  });

  it("is shown as it came", async () => {
    const [quarantined] = await quarantinedIn(
      entry({ amount: "1,5", rest: details("<AddtlTxInf>a &lt; b</AddtlTxInf>") }),
    );
    expect(quarantined?.raw).toContain('<Amt Ccy="EUR">1,5</Amt>');
    expect(quarantined?.raw).toContain("a &lt; b");
  });

  it("has decimals as its currency has, and zeros behind them change nothing", async () => {
    const lines = await linesIn(
      [
        entry({ amount: "2700.00", currency: "JPY" }),
        entry({ amount: "1.2340", currency: "KWD" }),
        entry({ amount: "105.750" }),
        entry({ amount: "7" }),
      ].join(""),
    );
    expect(lines.map(({ amount }) => amount)).toEqual([2700, 1234, 10575, 700]);
  });

  it("that is honestly nothing is a line of nothing", async () => {
    expect(await linesIn(entry({ amount: "0.00", side: "DBIT" }))).toMatchObject([{ amount: 0 }]);
  });

  it.each([
    ["BOOK", "BOOKED"],
    ["PDNG", "PENDING"],
    ["INFO", "INFORMATION"],
  ])("of status %s is %s, as text or as code", async (code, status) => {
    expect(await linesIn(entry({ status: `<Sts>${code}</Sts>` }))).toMatchObject([{ status }]);
    expect(await linesIn(entry({ status: `<Sts><Cd>${code}</Cd></Sts>` }))).toMatchObject([{ status }]);
  });
});

describe("a statement", () => {
  it("is proven when its booked entries lead from the opening to the closing balance", async () => {
    const pending = entry({ status: "<Sts>PDNG</Sts>", amount: "99.00" });
    const inner =
      balance("OPBD", "5.00", "DBIT") + balance("CLBD", "2.00") + entry({ amount: "7.00" }) + pending;
    expect(ofKind(await readAll(camt(stmt(inner))), "statement-end")).toMatchObject([
      { isProven: true, statement: { opening: { amount: -500 }, closing: { amount: 200 } } },
    ]);
  });

  it("that opens with the former closing balance, or closes a page, is proven too", async () => {
    const former = balance("PRCD", "1.00") + balance("CLBD", "11.00") + entry();
    const page = balance("OPBD", "1.00") + balance("ITBD", "11.00") + entry();
    for (const inner of [former, page])
      expect(ofKind(await readAll(camt(stmt(inner))), "statement-end")).toMatchObject([{ isProven: true }]);
  });

  it("tells what it states and what was found", async () => {
    expect(await faultsIn(balance("OPBD", "1.00") + balance("CLBD", "12.00") + entry())).toEqual([
      ["BALANCE_MISMATCH", "1200", "1100"],
    ]);
    expect(await faultsIn(balance("OPBD", "x") + entry())).toEqual([["BALANCE_UNREADABLE", "", ""]]);
  });

  it("adds up as its summary says", async () => {
    const summary = (count: string, sum: string, net: string) =>
      `<TxsSummry><TtlNtries><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum>${net}</TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>10</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>4.5</Sum></TtlDbtNtries></TxsSummry>`;
    const entries = entry() + entry({ side: "DBIT", amount: "4.50" });
    const old = "<TtlNetNtryAmt>5.50</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd>";
    const later = "<TtlNetNtry><Amt>5.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry>";
    expect(await faultsIn(summary("2", "14.50", old) + entries)).toEqual([]);
    expect(await faultsIn(summary("2", "14.50", later) + entries)).toEqual([]);
    expect(await faultsIn(summary("3", "14.51", later.replace("CRDT", "DBIT")) + entries)).toEqual([
      ["COUNT_MISMATCH", "3", "2"],
      ["SUM_MISMATCH", "1451", "1450"],
      ["NET_MISMATCH", "-550", "550"],
    ]);
  });

  it("without entries is a statement", async () => {
    const events = await readAll(camt(stmt(balance("OPBD", "1.00") + balance("CLBD", "1.00"))));
    expect(events.map(({ kind }) => kind)).toEqual(["statement", "statement-end", "end"]);
    expect(events[1]).toMatchObject({ isProven: true });
  });

  it("without an account refuses the file", async () => {
    expect(refusalOf(await readAll(camt(`<Stmt><Id>1</Id>${entry()}</Stmt>`)))).toEqual([
      "ACCOUNT_MISSING",
      1,
    ]);
  });
});

describe("a document", () => {
  it.each(["02", "03", "04", "06", "08", "13"])("of version %s is read, of each kind", async (version) => {
    for (const [kind, tag, expected] of [
      ["052", "Rpt", "PROVISIONAL"],
      ["053", "Stmt", "BOOKED"],
      ["054", "Ntfctn", "NOTIFICATION"],
    ] as const)
      expect(linesOf(await readAll(camt(stmt(entry(), { tag }), { kind, version })))).toMatchObject([
        { amount: 1000, kind: expected, bankAccount: "DE89370400440532013000" },
      ]);
  });

  it.each([
    ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.99"],
    ["urn:iso:std:iso:20023:tech:xsd:camt.053.001.08"],
    ["urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"],
  ])("of namespace %s is refused", async (namespace) => {
    const text = camt(stmt(entry())).replace(/urn:[^"]+/u, namespace);
    expect(refusalOf(await readAll(text))).toEqual(["VERSION_UNKNOWN", 1]);
  });

  it("may name its namespace by a prefix, and stand in an envelope", async () => {
    const prefixed = camt(stmt(entry()), { prolog: "" })
      .replaceAll("</", "</c:")
      .replaceAll(/<(?=\w)/gu, "<c:")
      .replace("xmlns=", "xmlns:c=");
    expect(linesOf(await readAll(`<Envelope><Header/>${prefixed}</Envelope>`))).toMatchObject([
      { amount: 1000 },
    ]);
  });

  it("has transactions on their own side, although their amount stands in its details", async () => {
    const one = (amount: string, side: string) =>
      `<TxDtls><CdtDbtInd>${side}</CdtDbtInd><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls></TxDtls>`;
    const rest = `<NtryDtls>${one("12.00", "CRDT")}${one("2.00", "DBIT")}</NtryDtls>`;
    const events = await readAll(camt(stmt(entry({ rest }))));
    expect(linesOf(events)[0]?.batch?.details.map(({ amount }) => amount)).toEqual([1200, -200]);
    expect(ofKind(events, "statement-end")[0]?.faults).toEqual([]);
  });

  it("is read beside others in one envelope, each as what it says that it is", async () => {
    const documents = (...all: readonly string[]) => readAll(`<Envelope>${all.join("")}</Envelope>`);
    const [booked, notified] = [
      camt(stmt(entry()), { prolog: "" }),
      camt(stmt(entry(), { tag: "Ntfctn" }), { kind: "054", prolog: "" }),
    ];
    expect(linesOf(await documents(booked, notified, `<Later>${booked}</Later>`))).toMatchObject([
      { kind: "BOOKED" },
      { kind: "NOTIFICATION" },
      { kind: "BOOKED" },
    ]);
    const unread = booked.replace("001.08", "001.99");
    expect(refusalOf(await documents(booked, unread))).toEqual(["VERSION_UNKNOWN", 1]);
  });

  it("with a DOCTYPE is refused before any entity is read", async () => {
    const prolog = '<?xml version="1.0"?>\n<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const events = await readAll(camt(stmt(entry({ rest: "<AddtlNtryInf>&x;</AddtlNtryInf>" })), { prolog }));
    expect(events.map(({ kind }) => kind)).toEqual(["refused"]);
    expect(refusalOf(events)).toEqual(["DOCTYPE", 2]);
  });

  it.each([
    ["an entity of its own", camt(stmt(entry({ rest: "<AddtlNtryInf>&secret;</AddtlNtryInf>" })))],
    ["a tag that is never closed", camt(stmt(entry())).replace("</Ntry>", "")],
    ["an end before its end", camt(stmt(entry())).slice(0, -20)],
  ])("with %s is refused", async (_what, text) => {
    expect(refusalOf(await readAll(text))?.[0]).toBe("NOT_XML");
  });

  it("keeps what was read before it broke, and says that it is not the whole", async () => {
    const events = await readAll(camt(stmt(`${entry()}\n<Ntry><Amt></Ntry>`)));
    expect(events.map(({ kind }) => kind)).toEqual(["statement", "line", "refused"]);
    expect(events.at(-1)).toMatchObject({ refusal: { place: { line: 2, statement: 1, entry: 1 } } });
  });

  it("takes text from CDATA and from character references", async () => {
    const rest = "<AddtlNtryInf><![CDATA[A & B]]> &#169; &amp; C</AddtlNtryInf>";
    expect(await linesIn(entry({ rest }))).toMatchObject([{ text: "A & B © & C" }]);
  });
});
