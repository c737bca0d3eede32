import { CommanderError } from "commander";
import { newProgram } from "./program.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command line. @returns the exit code: 0, 1 when it was refused, 2 when it was not understood */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await newProgram(terminal).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Stop) {
      terminal.err(`${error.message}\n`);
      return error.exitCode;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
