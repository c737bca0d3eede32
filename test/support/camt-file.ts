/** A camt file around these statements. */
export const camt = (
  statements: string,
  { kind = "053", version = "08", prolog = '<?xml version="1.0" encoding="UTF-8"?>' } = {},
): string => {
  const message = {
    "052": "BkToCstmrAcctRpt",
    "053": "BkToCstmrStmt",
    "054": "BkToCstmrDbtCdtNtfctn",
  }[kind];
  return `${prolog}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}"><${message}><GrpHdr><MsgId>M</MsgId></GrpHdr>${statements}</${message}></Document>`;
};

export const balance = (code: string, amount: string, side = "CRDT"): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>`;

const account = "<Acct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id><Ccy>EUR</Ccy></Acct>";

export const stmt = (inner: string, { id = "S-1", tag = "Stmt" } = {}): string =>
  `<${tag}><Id>${id}</Id>${account}${inner}</${tag}>`;

const plain = {
  amount: "10.00",
  currency: "EUR",
  side: "CRDT",
  status: "<Sts><Cd>BOOK</Cd></Sts>",
  dates: "<BookgDt><Dt>2026-03-01</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>",
  reversal: "",
  ref: "",
  rest: "",
};

/** A booked credit of ten euros, but for what is said. */
export const entry = (said: Partial<typeof plain> = {}): string => {
  const { amount, currency, side, status, dates, reversal, ref, rest } = { ...plain, ...said };
  const servicer = ref && `<AcctSvcrRef>${ref}</AcctSvcrRef>`;
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${reversal}${status}${dates}${servicer}${rest}</Ntry>`;
};
