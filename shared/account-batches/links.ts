import { plusHours, type Clock } from "../kernel/time.ts";
import type { SignedLinks } from "../platform/objects.ts";
import type { Batch, Format } from "./model.ts";
import type { ResultsView, UploadView } from "./wire.ts";

export type BatchLinksDeps = {
  readonly links: SignedLinks;
  readonly keys: {
    readonly upload: (batch: Batch) => string;
    readonly results: (batch: Batch) => string;
  };
  readonly clock: Clock;
};

/** How long a link is good: enough for the largest file on a slow line, and for one download. */
export const UPLOAD_MINUTES = 15;
export const RESULTS_MINUTES = 5;

const contentTypes: Readonly<Record<Format, string>> = {
  CSV: "text/csv",
  NDJSON: "application/x-ndjson",
};

/** Links to a batch's own two files, and to nothing else. */
export const batchLinks = ({ links, keys, clock }: BatchLinksDeps) => {
  const inMinutes = (minutes: number): string => plusHours(clock.now(), minutes / 60);
  return {
    upload: async (batch: Batch): Promise<UploadView> => {
      const { url, headers } = await links.upload({
        key: keys.upload(batch),
        contentType: contentTypes[batch.format],
        ...(batch.declaredSha256 !== undefined && {
          sha256: Buffer.from(batch.declaredSha256, "hex").toString("base64"),
        }),
        seconds: UPLOAD_MINUTES * 60,
      });
      return { method: "PUT", url, headers: { ...headers }, expiresAt: inMinutes(UPLOAD_MINUTES) };
    },
    results: async (batch: Batch): Promise<ResultsView> => {
      const fileName = `${batch.batchId}-results.csv`;
      const url = await links.download(keys.results(batch), fileName, RESULTS_MINUTES * 60);
      return { batchId: batch.batchId, fileName, url, expiresAt: inMinutes(RESULTS_MINUTES) };
    },
  };
};

export type BatchLinks = ReturnType<typeof batchLinks>;
