import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Two local clouds on one data folder would corrupt it. */
export class DataFolderInUse extends Error {
  override readonly name = "DataFolderInUse";

  constructor(dataDir: string, pid: number) {
    super(`${dataDir} is in use by the local cloud with process id ${pid}`);
  }
}

/**
 * Takes the data folder for this process; what it returns gives it back.
 *
 * @throws DataFolderInUse when a process that still runs has it. One that was killed does not.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "pid");
  const holder = holderOf(file);
  if (holder !== undefined && isRunning(holder)) throw new DataFolderInUse(dataDir, holder);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
