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
  const file = join(dataDir, "holder");
  const [pid = "", startedAt = ""] = (textOf(file) ?? "").split(" ");
  if (isRunning(Number(pid)) && startOf(Number(pid)) === startedAt)
    throw new DataFolderInUse(dataDir, Number(pid));
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}`);
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process started, where the system tells: a process id alone may since belong to another one. */
function startOf(pid: number): string {
  const afterName = textOf(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ");
  return afterName?.[19] ?? "";
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
