import { basename } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { jsonIn } from "../advice-file.ts";
import { newCommand, onRun, print, type Run } from "../command.ts";
import { hashOf } from "../file-digest.ts";
import { download, follow, send, Upload } from "../file-transfer.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const FILE = "rmf_5B1D0C7A9E3F2846B8D1C3A57E";
const PATH = "/v1/remittance-files";

export const remittanceFileGroup: Group = {
  name: "remittance-files",
  says: "Advices of agencies as CSV files, read by the gateway in the agency's own words",
  operations: [
    {
      name: "list",
      says: "Lists a lender's files, newest first",
      examples: [`remittance-files list --lender-id ${LENDER} --all`],
      method: "GET",
      path: PATH,
      query: [
        { flag: "--lender-id <id>", says: "whose; a key of one lender need not say", member: "lenderId" },
      ],
      paged: true,
      columns: [
        ["file", "fileId"],
        ["agency", "agencyId"],
        ["state", "state"],
        ["name", "fileName"],
        ["reference", "advice.remittanceRef"],
        ["lines", "lineCount"],
        ["remittance", "remittanceId"],
        ["made", "createdAt"],
      ],
    },
    {
      name: "show",
      says: "Shows a file and what became of it",
      examples: [`remittance-files show ${FILE}`],
      method: "GET",
      path: `${PATH}/:remittanceFileId`,
    },
  ],
};

const Chosen = z.object({
  agencyId: z.string(),
  file: z.string(),
  header: z.string(),
  results: z.string().exactOptional(),
  asAgency: z.boolean().default(false),
});

export function uploadAdviceCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "upload",
    says: "Announces an advice's file, sends it and follows it until all of it is taken, or none",
    examples: [
      `remittance-files upload ${AGENCY} lines.csv --header header.json`,
      `remittance-files upload ${AGENCY} lines.csv --header header.json --results results.csv --as-agency`,
    ],
  })
    .argument("<agencyId>")
    .argument("<file>", "CSV as the agency writes it")
    .requiredOption("--header <file>", "all of the advice but its lines, as JSON")
    .option("--results <file>", "where the results go; none are fetched when left out")
    .option("--as-agency", "the key is the agency's own");
  return onRun(command, terminal, upload);
}

const RemittanceFile = z.object({ fileId: z.string(), state: z.string(), upload: Upload.exactOptional() });

/** The same bytes are the same file: told to send one again, it goes on where it stopped. */
async function upload(run: Run): Promise<void> {
  const [agencyId, name] = run.args;
  const { file, header, results, asAgency, ...of } = Chosen.parse({ agencyId, file: name, ...run.given });
  const advice = await jsonIn(header, z.looseObject({}));
  const { sha256, bytes } = await hashOf(file);
  const path = asAgency ? `/v1/agencies/${encodeURIComponent(of.agencyId)}/remittance-files` : PATH;
  const said = { advice, fileName: basename(file), sha256, bytes };
  const body = asAgency ? said : { ...said, agencyId: of.agencyId };
  const announced = RemittanceFile.parse(
    jsonOr(await run.client({ method: "POST", path, repeatable: true, body })),
  );
  if (announced.upload !== undefined) await send(run.terminal, { file, bytes, to: announced.upload });
  const text = await follow(run, {
    path: `${path}/${announced.fileId}`,
    doing: "reading",
    look,
    later: `The file goes on; look again with \`gateway remittance-files show ${announced.fileId}\`.`,
  });
  print(text, {}, run);
  if (results !== undefined) await download(run, `${path}/${announced.fileId}/results`, results);
  if (look(text).state !== "ADVISED") throw new Stop("The file is REFUSED: nothing of it was taken.");
}

const look = (text: string) => ({ state: RemittanceFile.parse(jsonOr(text)).state, done: 0, total: 1 });

export function adviceResultsCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "results",
    says: "Fetches what became of every line",
    examples: [`remittance-files results ${FILE} results.csv`],
  })
    .argument("<remittanceFileId>")
    .argument("<file>", "where they go");
  return onRun(command, terminal, async (run) => {
    const [fileId = "", file = ""] = run.args;
    await download(run, `${PATH}/${encodeURIComponent(fileId)}/results`, file);
  });
}
