import { run } from "./run.ts";
import { realTerminal } from "./terminal.ts";

process.exitCode = await run(process.argv.slice(2), realTerminal());
