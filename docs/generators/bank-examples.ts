import type * as z from "zod";
import { BankAccountBody, BankAccountView } from "../../shared/bank-accounts/wire.ts";
import type { QuarantinedBankLineView } from "../../shared/bank-files/entry-wire.ts";
import type { BankLineView } from "../../shared/bank-files/line-wire.ts";
import type {
  AnnounceBankFileRequest,
  BankFileDetailView,
  BankFileView,
} from "../../shared/bank-files/wire.ts";
import { ids } from "./examples.ts";

export const BANK_ACCOUNT_REF = "collections-usd";

const fileId = "bkf_7A1E0C9B3D5F2846B8D1C3A57E";
const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const number = "000123456789";

export const bankAccountBody = {
  name: "Collections, US dollars",
  number,
  currency: "USD",
  csv: {
    delimiter: ",",
    dates: "MM/DD/YYYY",
    amount: { signed: "Amount" },
    valueDate: "Value date",
    servicerRef: "Bank reference",
    references: ["Customer reference"],
    text: ["Description"],
  },
} satisfies z.input<typeof BankAccountBody>;

export const bankAccountView = BankAccountView.parse({
  ...BankAccountBody.parse(bankAccountBody),
  lenderId: ids.lenderId,
  bankAccountRef: BANK_ACCOUNT_REF,
});

export const announceBankFileBody = {
  lenderId: ids.lenderId,
  fileName: "statement-2026-03-02.bai",
  sha256,
  bytes: 1_204,
} satisfies z.input<typeof AnnounceBankFileRequest>;

export const announceBankCsvBody = {
  ...announceBankFileBody,
  fileName: "statement-2026-03-03.csv",
  sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
  format: "CSV",
  bankAccountRef: BANK_ACCOUNT_REF,
} satisfies z.input<typeof AnnounceBankFileRequest>;

const none = {
  statements: 0,
  lines: 0,
  quarantined: 0,
  corrected: 0,
  rejected: 0,
  stored: 0,
  new: 0,
  known: 0,
  provisional: 0,
  notified: 0,
};

const announced = {
  fileId,
  ...announceBankFileBody,
  state: "AWAITING_UPLOAD",
  progress: none,
  movements: [],
  reasons: [],
  createdAt: "2026-03-03T07:00:00.000Z",
  upload: {
    method: "PUT",
    url: `https://files.example/bank-files/${ids.lenderId}/${fileId}/1?X-Amz-Signature=1b7e`,
    headers: {
      "content-type": "application/octet-stream",
      "if-none-match": "*",
      "x-amz-checksum-sha256": "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
    },
    expiresAt: "2026-03-03T07:15:00.000Z",
  },
} as const satisfies z.input<typeof BankFileView>;

const { upload: _upload, ...seen } = announced;

const loaded = {
  ...seen,
  state: "LOADED",
  progress: { ...none, statements: 1, lines: 3, stored: 3, new: 2, known: 1 },
  movements: [{ bankAccountRef: BANK_ACCOUNT_REF, currency: "USD", lines: 2, net: 41_500 }],
  checkedAt: "2026-03-03T07:00:41.120Z",
  loadedAt: "2026-03-03T07:00:41.907Z",
} as const satisfies z.input<typeof BankFileView>;

const detail = {
  ...loaded,
  statements: [
    {
      number: 1,
      statementId: "260302",
      bankAccountRef: BANK_ACCOUNT_REF,
      kind: "BOOKED",
      opening: { amount: 1_000_000, currency: "USD" },
      closing: { amount: 1_051_500, currency: "USD" },
      period: { from: "2026-03-02", to: "2026-03-02" },
      totals: [{ currency: "USD", lines: 3, credits: "52000", debits: "500" }],
      quarantined: 0,
      settled: 0,
      proven: true,
      faults: [],
    },
  ],
} as const satisfies z.input<typeof BankFileDetailView>;

const refused = {
  ...seen,
  statements: [],
  state: "REFUSED",
  reasons: [
    {
      code: "BALANCE_MISMATCH",
      message: "The opening balance and the lines do not make the closing balance.",
      line: 3,
      statement: 1,
      expected: "1051500",
      found: "1051000",
    },
  ],
  checkedAt: "2026-03-03T07:00:41.120Z",
} as const satisfies z.input<typeof BankFileDetailView>;

const line = {
  lineId: "5f2b8c1d9e0a47368b1c2d3e4f5a6b7c-1",
  lenderId: ids.lenderId,
  bankAccountRef: BANK_ACCOUNT_REF,
  bankAccount: number,
  kind: "BOOKED",
  status: "BOOKED",
  currency: "USD",
  amount: 42_000,
  valueDate: "2026-03-02",
  isReversal: false,
  servicerRef: "FRB2026030200017",
  references: ["FRB2026030200017", "RMT-2026-02-4"],
  text: "ACH CREDIT NORTHWIND RECOVERY REMITTANCE FEB",
  charges: [],
  fileId,
  place: { line: 5, statement: 1, entry: 1 },
} as const satisfies z.input<typeof BankLineView>;

const quarantined = {
  fileId,
  number: 1,
  place: { line: 7, statement: 1, entry: 2 },
  code: "AMOUNT_INVALID",
  reason: "The amount is no number with the decimals of its currency.",
  raw: "16,165,42O00,V,260302,,FRB2026030200018,RMT-2026-02-5,REMITTANCE FEB/",
  state: "WAITING",
} as const satisfies z.input<typeof QuarantinedBankLineView>;

export const bankFiles = { announced, loaded, detail, refused, line, quarantined };
