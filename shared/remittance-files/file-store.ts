import { csvLines } from "../platform/csv.ts";
import { hashing } from "../platform/hashing.ts";
import type { Objects } from "../platform/objects.ts";
import { remittanceResultsKey, remittanceUploadKey } from "./keys.ts";
import type { RemittanceFile } from "./model.ts";
import { resultColumns, type ResultCells } from "./result-rows.ts";

/** Files of advices as objects: what is uploaded, and what is given back for it. */
export const remittanceFileObjects = (objects: Pick<Objects, "head" | "stream" | "put">) => ({
  head: async (file: RemittanceFile) => objects.head(remittanceUploadKey(file)),
  /** The whole of a file, and when it is read to its end, its hash. */
  open: async (file: RemittanceFile, etag: string) =>
    hashing(await objects.stream(remittanceUploadKey(file), { etag })),
  /** Written again, it says the same. */
  writeResults: async (file: RemittanceFile, rows: readonly ResultCells[]): Promise<void> =>
    objects.put(remittanceResultsKey(file), csvLines([resultColumns, ...rows]), "text/csv; charset=utf-8"),
});

export type RemittanceFileObjects = ReturnType<typeof remittanceFileObjects>;
