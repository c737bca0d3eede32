import { FILE_BYTES_MAX } from "../../../shared/bank-statements/limits.ts";
import { STATEMENT_COUNT_MAX } from "../../../shared/bank-files/model.ts";
import { UPLOAD_MINUTES } from "../../../shared/incoming-files/links.ts";
import { announceBankCsvBody, announceBankFileBody, bankFiles } from "../bank-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const finance = { for: ["Finance", "Operator"], proves: "key" } as const;

/** What the banks say, from upload to lines. */
export const bankStatementOperations: readonly Operation[] = [
  {
    id: "announceBankFile",
    method: "POST",
    path: "/v1/bank-statements",
    summary: "Announce a bank's file",
    says: `Says which file of a bank is about to come: camt.052, .053 or .054, MT940, MT942, BAI2, or CSV by the map of a bank account. The answer has a link that takes exactly these bytes for ${UPLOAD_MINUTES} minutes, by \`PUT\` with the headers that it names. A file has ${STATEMENT_COUNT_MAX} statements and ${FILE_BYTES_MAX} bytes at most. The whole file is checked before any of it counts: a statement of an account that the lender does not have, or whose lines do not make its closing balance, refuses it with the figures. The same bytes of the same lender are the same file: one that is known, and was not refused, is answered with 200; a refused one begins anew, and so does one that is announced for another account or as another format before its bytes came. Needs the role \`OPERATOR\`.`,
    for: ["Finance"],
    proves: "key",
    request: {
      schema: "AnnounceBankFileRequest",
      bytesMax: 16 * 1024,
      examples: {
        bai: { summary: "A file whose format is found out", value: announceBankFileBody },
        csv: { summary: "CSV, by the map of its account", value: announceBankCsvBody },
      },
    },
    answer: {
      status: 201,
      says: "The file, and where its bytes go.",
      schema: "BankFileView",
      examples: { announced: { summary: "Waiting for its bytes", value: bankFiles.announced } },
      headers: ["Location"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...finance,
    id: "listBankFiles",
    method: "GET",
    path: "/v1/bank-statements",
    summary: "List banks' files",
    says: "A lender's files, newest first.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of files.",
      schema: "BankFilePage",
      examples: { one: { summary: "A page that is the last", value: { items: [bankFiles.loaded] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...finance,
    id: "getBankFile",
    method: "GET",
    path: "/v1/bank-statements/:bankFileId",
    summary: "Read how far a bank's file is",
    says: "The state of a file, how much of it is stored and, once it is `LOADED`, every statement of it: balances, sums, faults, and whether its lines were found to make its closing balance. A refused file names every reason with its place.",
    parameters: ["bankFileId"],
    answer: {
      status: 200,
      says: "The file.",
      schema: "BankFileDetail",
      examples: {
        loaded: { summary: "Loaded", value: bankFiles.detail },
        refused: { summary: "Refused, with its reasons", value: bankFiles.refused },
      },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...finance,
    id: "listBankLines",
    method: "GET",
    path: "/v1/bank-statements/:bankFileId/lines",
    summary: "List the lines of a bank's file",
    says: "The file's lines in its order, as they stand now: booked, where they have been booked since, with the transactions that a notification told, and with their match. None before the file is `LOADED`.",
    parameters: ["bankFileId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of lines.",
      schema: "BankLinePage",
      examples: { one: { summary: "A page that is the last", value: { items: [bankFiles.line] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...finance,
    id: "listQuarantinedBankLines",
    method: "GET",
    path: "/v1/bank-statements/:bankFileId/quarantined",
    summary: "List what could not be read of a bank's file",
    says: "Entries that are no lines, each with its place, a reason, and as it came. They stop nothing else of the file; a person has to look at them.",
    parameters: ["bankFileId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of entries.",
      schema: "QuarantinedBankLinePage",
      examples: { one: { summary: "An amount with a letter", value: { items: [bankFiles.quarantined] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
];
