import type * as z from "zod";
import type {
  AnnounceRemittanceFile,
  RemittanceFileResults,
  RemittanceFileView,
} from "../../shared/remittance-files/wire.ts";
import { ids } from "./examples.ts";
import { adviceBody, remittanceExample } from "./remittance-examples.ts";

const fileId = "rmf_5B1D0C7A9E3F2846B8D1C3A57E";
const sha256 = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

const { lines: _lines, ...header } = adviceBody;
const advice = { ...header, remittanceRef: "REM-2026-03-B" };

export const announceRemittanceFileBody = {
  advice,
  fileName: "remittance-2026-03.csv",
  sha256,
  bytes: 214,
} satisfies z.input<typeof AnnounceRemittanceFile>;

const announced = {
  fileId,
  agencyId: ids.agencyId,
  lenderId: ids.lenderId,
  state: "AWAITING_UPLOAD",
  advice: { ...advice, broughtForward: 0, totals: { ...advice.totals, direct: 0 } },
  fileName: announceRemittanceFileBody.fileName,
  sha256,
  bytes: announceRemittanceFileBody.bytes,
  dialectVersion: 3,
  reasons: [],
  createdAt: "2026-04-02T08:00:00.000Z",
  upload: {
    method: "PUT",
    url: `https://files.example/remittance-files/${ids.agencyId}/${fileId}/1?X-Amz-Signature=9d41`,
    headers: {
      "content-type": "text/csv",
      "if-none-match": "*",
      "x-amz-checksum-sha256": "a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=",
    },
    expiresAt: "2026-04-02T08:15:00.000Z",
  },
} as const satisfies z.input<typeof RemittanceFileView>;

const { upload: _upload, ...seen } = announced;

const advised = {
  ...seen,
  state: "ADVISED",
  lineCount: 2,
  remittanceId: remittanceExample.remittanceId,
  finishedAt: "2026-04-02T08:01:12.310Z",
} as const satisfies z.input<typeof RemittanceFileView>;

const refused = {
  ...seen,
  state: "REFUSED",
  lineCount: 2,
  reasons: [
    {
      code: "REMITTANCE_TOTALS_DIFFER",
      message: "gross is said to be 25000, the lines come to 24000",
    },
  ],
  finishedAt: "2026-04-02T08:01:12.310Z",
} as const satisfies z.input<typeof RemittanceFileView>;

const results = {
  fileId,
  fileName: `${fileId}-results.csv`,
  url: `https://files.example/remittance-results/${ids.agencyId}/${fileId}/1.csv?X-Amz-Signature=2b7e`,
  expiresAt: "2026-04-02T08:06:30.000Z",
} satisfies RemittanceFileResults;

export const remittanceFiles = { announced, advised, refused, results };
