import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, print } from "../command.ts";
import { download, follow } from "../file-transfer.ts";
import { jsonOr } from "../problem.ts";
import type { Terminal } from "../terminal.ts";

const RUN = "rec_01JB4R7A5V2C8E0G3K6M9P1S4W";
const EXPORT = "exp_5B1D0C7A9E3F2846B8D1C3A57E";

const Reconciliation = z.object({
  state: z.string(),
  parts: z.int().default(0),
  partsDone: z.int().default(0),
});

/** The parts of a run that are done, of those that it has. */
export function followRunCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "follow",
    says: "Follows a run until it is done, and shows what became of it",
    examples: [`reconciliations follow ${RUN}`],
  }).argument("<reconciliationId>");
  return onRun(command, terminal, async (run) => {
    const path = `/v1/reconciliations/${encodeURIComponent(run.args[0] ?? "")}`;
    const later = `The run goes on; look again with \`gateway reconciliations show ${run.args[0] ?? ""}\`.`;
    print(await follow(run, { path, doing: "matching", look: lookAtRun, later }), {}, run);
  });
}

function lookAtRun(text: string) {
  const { state, parts, partsDone } = Reconciliation.parse(jsonOr(text));
  return { state, done: partsDone, total: parts };
}

const Written = z.object({ state: z.string(), entries: z.int().exactOptional() });

export function downloadExportCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "download",
    says: "Waits until an export is written, and fetches it",
    examples: [`exports download ${EXPORT} journal.csv`],
  })
    .argument("<exportId>")
    .argument("<file>", "where it goes");
  return onRun(command, terminal, async (run) => {
    const [exportId = "", file = ""] = run.args;
    const path = `/v1/exports/${encodeURIComponent(exportId)}`;
    const later = `It is still being written; look again with \`gateway exports show ${exportId}\`.`;
    await follow(run, { path, doing: "writing", look: lookAtExport, later });
    await download(run, path, file);
  });
}

function lookAtExport(text: string) {
  const { state, entries = 0 } = Written.parse(jsonOr(text));
  return { state, done: entries, total: entries };
}
