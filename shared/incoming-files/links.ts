import { plusHours, type Clock } from "../kernel/time.ts";
import type { SignedLinks } from "../platform/objects.ts";
import type { Format } from "./model.ts";
import type { UploadView } from "./wire.ts";

export type FileLinksDeps<File> = {
  readonly links: SignedLinks;
  readonly keys: {
    readonly upload: (file: File) => string;
    readonly results: (file: File) => string;
  };
  readonly nameOf: (file: File) => string;
  readonly clock: Clock;
};

/** How long a link is good: enough for the largest file on a slow line, and for one download. */
export const UPLOAD_MINUTES = 15;
export const RESULTS_MINUTES = 5;

const contentTypes: Readonly<Record<Format, string>> = {
  CSV: "text/csv",
  NDJSON: "application/x-ndjson",
};

type Announced = { readonly format: Format; readonly declaredSha256?: string };

/** Links to a file and to its results, and to nothing else. */
export const fileLinks = <File extends Announced>({ links, keys, nameOf, clock }: FileLinksDeps<File>) => {
  const inMinutes = (minutes: number): string => plusHours(clock.now(), minutes / 60);
  return {
    upload: async (file: File): Promise<UploadView> => {
      const { url, headers } = await links.upload({
        key: keys.upload(file),
        contentType: contentTypes[file.format],
        ...(file.declaredSha256 !== undefined && {
          sha256: Buffer.from(file.declaredSha256, "hex").toString("base64"),
        }),
        seconds: UPLOAD_MINUTES * 60,
      });
      return { method: "PUT", url, headers: { ...headers }, expiresAt: inMinutes(UPLOAD_MINUTES) };
    },
    results: async (file: File) => {
      const fileName = `${nameOf(file)}-results.csv`;
      const url = await links.download(keys.results(file), fileName, RESULTS_MINUTES * 60);
      return { fileName, url, expiresAt: inMinutes(RESULTS_MINUTES) };
    },
  };
};

export type FileLinks<File extends Announced> = ReturnType<typeof fileLinks<File>>;
