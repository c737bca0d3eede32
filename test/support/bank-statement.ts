import { createHash } from "node:crypto";
import { expect } from "vitest";
import { upload } from "./account-file.ts";
import type { Json } from "./http.ts";
import type { Operator } from "./tenant.ts";

/** An entry of a camt statement: what a test says of it. */
export type Entry = {
  readonly amount: string;
  readonly side?: "CRDT" | "DBIT";
  readonly valueDate?: string;
  readonly ref?: string;
  readonly text?: string;
  readonly status?: string;
  /** A bulk of so many, told of nowhere in it. */
  readonly batchCount?: number;
};

export type Statement = {
  readonly id?: string;
  readonly account: string;
  readonly currency?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly closedOn?: string;
  readonly entries: readonly Entry[];
};

const messages = {
  "053": { root: "BkToCstmrStmt", part: "Stmt" },
  "052": { root: "BkToCstmrAcctRpt", part: "Rpt" },
  "054": { root: "BkToCstmrDbtCdtNtfctn", part: "Ntfctn" },
} as const;

/** A camt file of version 08. */
export function camt(statements: readonly Statement[], message: keyof typeof messages = "053"): string {
  const { root, part } = messages[message];
  const parts = statements.map((one, n) => `<${part}>${statementOf(one, n + 1)}</${part}>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${message}.001.08"><${root}>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-31T20:00:00Z</CreDtTm></GrpHdr>
${parts}
</${root}></Document>
`;
}

function statementOf({ id, account, currency = "EUR", entries, ...of }: Statement, n: number): string {
  return [
    `<Id>${id ?? `S-${n}`}</Id>`,
    `<Acct><Id>${/^[A-Z]{2}\d{2}/u.test(account) ? `<IBAN>${account}</IBAN>` : `<Othr><Id>${account}</Id></Othr>`}</Id><Ccy>${currency}</Ccy></Acct>`,
    ...(of.opening === undefined ? [] : [balance("OPBD", { ...of, amount: of.opening, currency })]),
    ...(of.closing === undefined ? [] : [balance("CLBD", { ...of, amount: of.closing, currency })]),
    ...entries.map((entry) => entryOf(entry, currency)),
  ].join("\n");
}

type Balance = Pick<Statement, "closedOn"> & { readonly amount: string; readonly currency: string };

const balance = (code: string, { amount, currency, closedOn = "2026-03-31" }: Balance): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace("-", "")}</Amt><CdtDbtInd>${amount.startsWith("-") ? "DBIT" : "CRDT"}</CdtDbtInd><Dt><Dt>${closedOn}</Dt></Dt></Bal>`;

function entryOf(entry: Entry, currency: string): string {
  const { amount, side = "CRDT", valueDate = "2026-03-31", ref, text, status = "BOOK", batchCount } = entry;
  const details = [
    ...(batchCount === undefined ? [] : [`<Btch><NbOfTxs>${batchCount}</NbOfTxs></Btch>`]),
    ...(text === undefined ? [] : [`<TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`]),
  ];
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${valueDate}</Dt></BookgDt><ValDt><Dt>${valueDate}</Dt></ValDt>${ref === undefined ? "" : `<AcctSvcrRef>${ref}</AcctSvcrRef>`}${details.length > 0 ? `<NtryDtls>${details.join("")}</NtryDtls>` : ""}</Ntry>`;
}

/** What finance truly says of a file, but for the changes. */
export const bankAnnouncement = (
  content: string | Uint8Array,
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  fileName: "statement.xml",
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: Buffer.byteLength(content),
  ...changes,
});

/** Somebody of finance on a running cloud. */
export type Desk = Pick<Operator, "call"> & { readonly apiKey: string };

/** Reads a file until nothing more happens to it. */
async function endOfBankFile({ call, apiKey }: Desk, fileId: string, msMax = 60_000): Promise<Json> {
  const until = Date.now() + msMax;
  for (;;) {
    const { body } = await call(`/v1/bank-statements/${fileId}`, { apiKey });
    if (body.state === "LOADED" || body.state === "REFUSED") return body;
    if (Date.now() > until) throw new Error(`${fileId} is still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Announces a file, sends it and waits for its end. */
export async function loadBankFile(desk: Desk, content: string, changes: object = {}): Promise<Json> {
  const json = bankAnnouncement(content, { ...changes });
  const announced = await desk.call("/v1/bank-statements", { apiKey: desk.apiKey, json });
  expect(announced.status, JSON.stringify(announced.body)).toBe(201);
  await upload(announced.body, content);
  return endOfBankFile(desk, announced.body.fileId);
}
