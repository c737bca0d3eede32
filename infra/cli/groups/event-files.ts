import { basename } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, print, type Run } from "../command.ts";
import { eventFactsOf } from "../event-file.ts";
import { download, follow, send, Upload } from "../file-transfer.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const FILE = "evf_3F0C8B1D5A7E9F2046B8D1C3A5";
const PATH = "/v1/agencies/:agencyId/event-files";

export const eventFileGroup: Group = {
  name: "event-files",
  says: "Files of events that an agency reports",
  operations: [
    {
      name: "list",
      says: "Lists an agency's files",
      examples: [`event-files list ${AGENCY} --all`],
      method: "GET",
      path: PATH,
      paged: true,
      columns: [
        ["file", "fileId"],
        ["state", "state"],
        ["name", "fileName"],
        ["events", "progress.lines"],
        ["accepted", "progress.accepted"],
        ["duplicate", "progress.duplicate"],
        ["quarantined", "progress.quarantined"],
        ["refused", "progress.refused"],
        ["made", "createdAt"],
      ],
    },
    {
      name: "show",
      says: "Shows a file and how far it is",
      examples: [`event-files show ${AGENCY} ${FILE}`],
      method: "GET",
      path: `${PATH}/:fileId`,
    },
  ],
};

const Uploaded = z.object({
  agencyId: z.string(),
  file: z.string(),
  results: z.string().exactOptional(),
});

export function uploadEventsCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "upload",
    says: "Counts a file of events, announces it, sends it and follows it until every event is answered",
    examples: [
      `event-files upload ${AGENCY} events.csv`,
      `event-files upload ${AGENCY} events.ndjson --results results.csv`,
    ],
  })
    .argument("<agencyId>")
    .argument("<file>", "CSV, or NDJSON by its ending")
    .option("--results <file>", "where the results go; none are fetched when left out");
  return onRun(command, terminal, upload);
}

const EventFile = z.object({
  fileId: z.string(),
  state: z.string(),
  progress: z.object({ lines: z.int(), received: z.int() }).catchall(z.int()),
  upload: Upload.exactOptional(),
});

/** The same bytes are the same file: told to send one again, it goes on where it stopped. */
async function upload(run: Run): Promise<void> {
  const [agencyId, name] = run.args;
  const { file, results, ...of } = Uploaded.parse({ agencyId, file: name, ...run.given });
  const { format, sha256, bytes, count, payments } = await eventFactsOf(file);
  const body = { format, fileName: basename(file), sha256, bytes, controlTotals: { count, payments } };
  const path = pathOf(of.agencyId);
  const announced = EventFile.parse(
    jsonOr(await run.client({ method: "POST", path, repeatable: true, body })),
  );
  if (announced.upload !== undefined) await send(run.terminal, { file, bytes, to: announced.upload });
  const text = await follow(run, {
    path: `${path}/${announced.fileId}`,
    doing: "taking",
    look,
    later: `The file goes on; look again with \`gateway event-files show ${of.agencyId} ${announced.fileId}\`.`,
  });
  print(text, {}, run);
  if (look(text).state !== "COMPLETED") throw new Stop("The file is REFUSED: nothing of it was taken.");
  if (results !== undefined) await download(run, `${path}/${announced.fileId}/results`, results);
}

const pathOf = (agencyId: string): string => PATH.replace(":agencyId", encodeURIComponent(agencyId));

function look(text: string) {
  const { state, progress } = EventFile.parse(jsonOr(text));
  return { state, done: progress.received, total: progress.lines };
}

export function eventResultsCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "results",
    says: "Fetches what became of every event",
    examples: [`event-files results ${AGENCY} ${FILE} results.csv`],
  })
    .argument("<agencyId>")
    .argument("<fileId>")
    .argument("<file>", "where they go");
  return onRun(command, terminal, async (run) => {
    const [agencyId = "", fileId = "", file = ""] = run.args;
    await download(run, `${pathOf(agencyId)}/${encodeURIComponent(fileId)}/results`, file);
  });
}
