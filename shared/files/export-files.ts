import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { ExportFile } from "./export-file.ts";

export type ExportFilesDeps = {
  readonly agencies: Pick<AgencyStore, "all">;
  readonly exportFile: ExportFile;
  /** Hears of each file, and of each that could not be written. */
  readonly onWritten: (agencyId: AgencyId, rows: number) => void;
  readonly onFailed: (agencyId: AgencyId, error: unknown) => void;
};

/**
 * Writes the day's file of every agency that wants one. One that fails keeps no other from its file.
 * @returns how many could not be written: they are written when it is run again
 */
export const exportFiles = (deps: ExportFilesDeps) => async (): Promise<number> => {
  let failed = 0;
  for (const { agencyId, handOff } of await deps.agencies.all()) {
    if (!handOff.file) continue;
    try {
      const file = await deps.exportFile(agencyId);
      if (file !== undefined) deps.onWritten(agencyId, file.upTo - file.after);
    } catch (error) {
      failed += 1;
      deps.onFailed(agencyId, error);
    }
  }
  return failed;
};
