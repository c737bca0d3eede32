import { RESULTS_MINUTES, UPLOAD_MINUTES } from "../../../shared/incoming-files/links.ts";
import { FILE_BYTES_MAX } from "../../../shared/remittance-files/wire.ts";
import { ADVICE_LINE_COUNT_MAX } from "../../../shared/remittances/advice-data.ts";
import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { announceRemittanceFileBody, remittanceFiles } from "../remittance-file-examples.ts";

const refusals = [...keyRefusals, "not-found", ...faults] as const;

const says = `Says which advice is about to come as a CSV file: all of it but its lines, and the file's hash and size. Its totals are said here, in the file's last row, or in both. The answer has a link that takes exactly these bytes for ${UPLOAD_MINUTES} minutes, by \`PUT\` with the headers that it names. The file is read by the agency's dialect as it is now, where that says how; otherwise its columns are called as the members of a line are, with amounts in minor units. It has ${ADVICE_LINE_COUNT_MAX} lines and ${FILE_BYTES_MAX} bytes at most. All of it is taken as one advice, or nothing. The same bytes of the same agency are the same file: one that is known is answered with 200, and refused where another header was sent with it; one that was refused, or whose bytes did not come, may be announced otherwise.`;

const announcing = {
  method: "POST",
  answer: {
    status: 201,
    says: "The file, and where its bytes go.",
    schema: "RemittanceFileView",
    examples: { announced: { summary: "Waiting for its bytes", value: remittanceFiles.announced } },
    headers: ["Location"],
  },
  refusals: [...refusals, ...bodyRefusals, "file-announced-otherwise"],
} as const;

const page = {
  status: 200,
  says: "A page of files.",
  schema: "RemittanceFilePage",
  examples: { one: { summary: "A page that is the last", value: { items: [remittanceFiles.advised] } } },
} as const;

const read = {
  status: 200,
  says: "The file.",
  schema: "RemittanceFileView",
  examples: {
    advised: { summary: "Taken as an advice", value: remittanceFiles.advised },
    refused: { summary: "Refused, with its reasons", value: remittanceFiles.refused },
  },
} as const;

const results = {
  status: 200,
  says: "Where the result file is.",
  schema: "RemittanceFileResults",
  examples: { link: { summary: "A link for some minutes", value: remittanceFiles.results } },
} as const;

const ofResults = `A link to the result file, good for ${RESULTS_MINUTES} minutes. The file is CSV: \`line\`, \`kind\`, \`paymentRef\`, \`outcome\`, \`lineId\`, \`code\`, \`pointer\`, \`detail\`. A line is \`ADVISED\`, or it is \`REFUSED\`, with a row for each fault, or it is \`NOT_TAKEN\` because others were.`;

const agency = { for: ["Agency"], proves: "key" } as const;
const finance = { for: ["Finance", "Operator"], proves: "key" } as const;

/** Advices as files. */
export const remittanceFileOperations: readonly Operation[] = [
  {
    ...agency,
    ...announcing,
    id: "announceRemittanceFile",
    path: "/v1/agencies/:agencyId/remittance-files",
    summary: "Announce an advice as a file",
    says,
    parameters: ["agencyId"],
    request: {
      schema: "AnnounceRemittanceFile",
      bytesMax: 16 * 1024,
      examples: { csv: { summary: "A file of two lines", value: announceRemittanceFileBody } },
    },
  },
  {
    ...agency,
    id: "listOwnRemittanceFiles",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittance-files",
    summary: "List the agency's files of advices",
    says: "Newest first, those that finance sent for it among them.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-cursor", "invalid-request"],
  },
  {
    ...agency,
    id: "getOwnRemittanceFile",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittance-files/:remittanceFileId",
    summary: "Read what became of a file of the agency's",
    says: "Its state and, once it was read, its remittance or every reason why it was refused.",
    parameters: ["agencyId", "remittanceFileId"],
    answer: read,
    refusals,
  },
  {
    ...agency,
    id: "getOwnRemittanceFileResults",
    method: "GET",
    path: "/v1/agencies/:agencyId/remittance-files/:remittanceFileId/results",
    summary: "Read what became of each line of a file of the agency's",
    says: ofResults,
    parameters: ["agencyId", "remittanceFileId"],
    answer: results,
    refusals: [...refusals, "batch-not-finished"],
  },
  {
    ...announcing,
    id: "announceRemittanceFileOnBehalf",
    for: ["Finance"],
    proves: "key",
    path: "/v1/remittance-files",
    summary: "Announce an agency's advice as a file",
    says: `What an agency sent finance otherwise, with the role \`OPERATOR\`. ${says}`,
    request: {
      schema: "RemittanceFileOnBehalf",
      bytesMax: 16 * 1024,
      examples: {
        csv: {
          summary: "A file of two lines",
          value: { ...announceRemittanceFileBody, agencyId: ids.agencyId },
        },
      },
    },
  },
  {
    ...finance,
    id: "listRemittanceFiles",
    method: "GET",
    path: "/v1/remittance-files",
    summary: "List files of advices",
    says: "A lender's, newest first.",
    parameters: ["ownedBy", "limit", "cursor"],
    answer: page,
    refusals: [...refusals, "invalid-cursor", "invalid-request"],
  },
  {
    ...finance,
    id: "getRemittanceFile",
    method: "GET",
    path: "/v1/remittance-files/:remittanceFileId",
    summary: "Read what became of a file of an advice",
    says: "Its state and, once it was read, its remittance or every reason why it was refused.",
    parameters: ["remittanceFileId"],
    answer: read,
    refusals,
  },
  {
    ...finance,
    id: "getRemittanceFileResults",
    method: "GET",
    path: "/v1/remittance-files/:remittanceFileId/results",
    summary: "Read what became of each line of a file",
    says: ofResults,
    parameters: ["remittanceFileId"],
    answer: results,
    refusals: [...refusals, "batch-not-finished"],
  },
];
