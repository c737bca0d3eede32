/** What a bank books: money that came in, and what the sender wrote with it. */
type Credit = { readonly amount: number; readonly reference: string; readonly valueDate: string };

export type Statement = {
  readonly account: string;
  readonly number: number;
  readonly opening: number;
  readonly on: string;
  readonly credits: readonly Credit[];
};

export const closingOf = ({ opening, credits }: Statement): number =>
  credits.reduce((balance, { amount }) => balance + amount, opening);

const DIGITS = 2;

function decimal(minor: number, mark: "." | ","): string {
  const digits = String(minor).padStart(DIGITS + 1, "0");
  return `${digits.slice(0, -DIGITS)}${mark}${digits.slice(-DIGITS)}`;
}

/** ISO 20022 camt.053, version 08. */
export function camt053(statement: Statement): string {
  const { account, number, on, credits } = statement;
  const money = (minor: number): string =>
    `<Amt Ccy="USD">${decimal(minor, ".")}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
  const balance = (code: string, minor: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(minor)}<Dt><Dt>${on}</Dt></Dt></Bal>`;
  const entry = ({ amount, reference, valueDate }: Credit): string =>
    `<Ntry>${money(amount)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt>` +
    `<ValDt><Dt>${valueDate}</Dt></ValDt><NtryDtls><TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs>` +
    `<RmtInf><Ustrd>Remittance ${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>PRETEND-${number}</MsgId><CreDtTm>${on}T20:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>${account}-${number}</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>USD</Ccy></Acct>
${[balance("OPBD", statement.opening), balance("CLBD", closingOf(statement)), ...credits.map(entry)].join("\n")}
</Stmt></BkToCstmrStmt></Document>
`;
}

/** SWIFT MT940. A reference has room for 16 characters there. */
export function mt940(statement: Statement): string {
  const { account, number, on, opening, credits } = statement;
  const day = (date: string): string => date.slice(2).replaceAll("-", "");
  const balance = (minor: number): string => `C${day(on)}USD${decimal(minor, ",")}`;
  const entry = ({ amount, reference, valueDate }: Credit): string =>
    `:61:${day(valueDate)}${day(on).slice(2)}C${decimal(amount, ",")}NTRF${reference}\n:86:Remittance ${reference}\n`;
  return (
    `:20:PRETEND${number}\n:25:${account}\n:28C:${number}/1\n:60F:${balance(opening)}\n` +
    `${credits.map(entry).join("")}:62F:${balance(closingOf(statement))}\n-\n`
  );
}
