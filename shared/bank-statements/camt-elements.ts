import { wanted, type Wanted } from "./xml-tree.ts";

const leaf = {};
const amount = { Amt: leaf, CdtDbtInd: leaf };
const date = { Dt: leaf, DtTm: leaf };
const accountId = { Id: { IBAN: leaf, Othr: { Id: leaf } } };
/** From version 8 on a party's name stands one element deeper. */
const party = { Nm: leaf, Pty: { Nm: leaf } };
const code = { Cd: leaf, Prtry: leaf };
const charge = {
  ...amount,
  Tp: { ...code, CdOrPrtry: code, Prtry: { Id: leaf } },
  ChrgInclInd: leaf,
};
/** From version 4 on charges are records; before, they are repeated. */
const charges = { ...charge, Rcrd: charge };

const details = {
  Refs: {
    AcctSvcrRef: leaf,
    EndToEndId: leaf,
    TxId: leaf,
    UETR: leaf,
    InstrId: leaf,
    PmtInfId: leaf,
    MndtId: leaf,
    ChqNb: leaf,
    ClrSysRef: leaf,
    Prtry: { Ref: leaf },
  },
  ...amount,
  AmtDtls: { TxAmt: { Amt: leaf }, InstdAmt: { Amt: leaf } },
  Chrgs: charges,
  RltdPties: { Dbtr: party, DbtrAcct: accountId, Cdtr: party, CdtrAcct: accountId },
  RmtInf: {
    Ustrd: leaf,
    Strd: {
      CdtrRefInf: { Ref: leaf },
      RfrdDocInf: { Nb: leaf },
      AddtlRmtInf: leaf,
    },
  },
  AddtlTxInf: leaf,
};

export const entryElements: Wanted = wanted({
  ...amount,
  RvslInd: leaf,
  Sts: code,
  BookgDt: date,
  ValDt: date,
  AcctSvcrRef: leaf,
  Chrgs: charges,
  NtryDtls: {
    Btch: { MsgId: leaf, PmtInfId: leaf, NbOfTxs: leaf },
    TxDtls: details,
  },
  AddtlNtryInf: leaf,
});

const sum = { NbOfNtries: leaf, Sum: leaf };
const page = { PgNb: leaf };

/** Everything of a statement but its entries. */
export const statementElements: Wanted = wanted({
  Id: leaf,
  ElctrncSeqNb: leaf,
  LglSeqNb: leaf,
  StmtPgntn: page,
  RptPgntn: page,
  NtfctnPgntn: page,
  FrToDt: { FrDtTm: leaf, ToDtTm: leaf, FrDt: leaf, ToDt: leaf },
  Acct: { ...accountId, Ccy: leaf },
  Bal: { Tp: { CdOrPrtry: code }, ...amount, Dt: date },
  TxsSummry: {
    TtlNtries: {
      ...sum,
      TtlNetNtryAmt: leaf,
      CdtDbtInd: leaf,
      TtlNetNtry: amount,
    },
    TtlCdtNtries: sum,
    TtlDbtNtries: sum,
  },
});
