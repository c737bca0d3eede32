/** A file that is made while it is read, in parts of 64 KiB: no more than one part is there at any time. */
export type MadeFile = { readonly bytes: AsyncIterable<Uint8Array>; readonly entryCount: number };

const PART_BYTES = 65_536;
const WIDTH = 9;
const FIRST = 10 ** (WIDTH - 1);
const MARK = "#".repeat(WIDTH);

type Shape = { readonly head: string; readonly entry: string; readonly tail: string };

/** Entries that differ in their numbers, which are written into the same part again and again. */
function made({ head, entry, tail }: Shape, bytes: number): MadeFile {
  const perPart = Math.floor(PART_BYTES / entry.length);
  const template = Buffer.from(entry.repeat(perPart));
  const places: number[] = [];
  for (let at = template.indexOf(MARK); at >= 0; at = template.indexOf(MARK, at + WIDTH)) places.push(at);
  const partCount = Math.max(1, Math.round(bytes / template.length));
  const perEntry = places.length / perPart;
  const parts = async function* parts(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from(head);
    for (let part = 0; part < partCount; part += 1) {
      const filled = Buffer.from(template);
      for (const [index, at] of places.entries())
        filled.write(String(FIRST + part * perPart + Math.floor(index / perEntry)), at, "latin1");
      yield filled;
    }
    yield Buffer.from(tail);
  };
  return { bytes: parts(), entryCount: partCount * perPart };
}

/** As banks send it: nothing between the tags, and much that nobody asks for. */
export const camtFile = (bytes: number): MadeFile =>
  made(
    {
      head: `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-02T06:00:00+01:00</CreDtTm></GrpHdr><Stmt><Id>S-1</Id><ElctrncSeqNb>61</ElctrncSeqNb><CreDtTm>2026-03-02T06:00:00+01:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
      entry: `<Ntry><NtryRef>${MARK}</NtryRef><Amt Ccy="EUR">${MARK}.75</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>false</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt><AcctSvcrRef>B0260301${MARK}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166+9200</Cd><Issr>DK</Issr></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>LOAN-${MARK}-03</EndToEndId><TxId>TX${MARK}</TxId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${MARK}.75</Amt></TxAmt></AmtDtls><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><RltdPties><Dbtr><Nm>Maria Example</Nm><PstlAdr><Ctry>DE</Ctry><AdrLine>Beispielstr. 17</AdrLine><AdrLine>20095 Hamburg</AdrLine></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct><Cdtr><Nm>Lender Ltd</Nm></Cdtr></RltdPties><RltdAgts><DbtrAgt><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></DbtrAgt></RltdAgts><RmtInf><Ustrd>Instalment March of loan ${MARK}, Maria Example</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>SEPA credit transfer</AddtlNtryInf></Ntry>`,
      tail: "</Stmt></BkToCstmrStmt></Document>\n",
    },
    bytes,
  );

/** With the numbered fields of a bank that writes SEPA's purposes into field 86. */
export const mt940File = (bytes: number): MadeFile =>
  made(
    {
      head: ":20:S-1\r\n:25:DE89370400440532013000\r\n:28C:61/1\r\n:60F:C260301EUR0,\r\n",
      entry: `:61:2603020301CR${MARK},75NTRFLOAN//B${MARK}\r
:86:166?00GUTSCHRIFT?100399?20EREF+LOAN-${MARK}-03?21KREF+NO\r
NREF?22SVWZ+Instalment March of lo?23an ${MARK}, Maria Example\r
?30BYLADEM1001?31DE02120300000000202051?32MARIA EXAMPLE?34000\r
`,
      tail: ":62F:C260302EUR0,\r\n-\r\n",
    },
    bytes,
  );
