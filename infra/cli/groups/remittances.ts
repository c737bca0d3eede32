import { basename } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { adviceIn } from "../advice-file.ts";
import { newCommand, onRun, print, type Run } from "../command.ts";
import type { Group } from "../operation.ts";
import { progressOf } from "../progress.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const REMITTANCE = "rem_3F0C8B1D5A7E9F2046B8D1C3A5";
const PATH = "/v1/remittances";

export const remittanceGroup: Group = {
  name: "remittances",
  says: "What agencies say that they remit",
  operations: [
    {
      name: "list",
      says: "Lists a lender's remittances, newest first",
      examples: [`remittances list --lender-id ${LENDER} --all`, "remittances list --state BROKEN"],
      method: "GET",
      path: PATH,
      query: [
        { flag: "--lender-id <id>", says: "whose; a key of one lender need not say", member: "lenderId" },
        { flag: "--agency-id <id>", says: "only those of this agency", member: "agencyId" },
        { flag: "--state <state>", says: "only those that stand there", member: "state" },
      ],
      paged: true,
      columns: [
        ["remittance", "remittanceId"],
        ["reference", "remittanceRef"],
        ["agency", "agencyId"],
        ["state", "state"],
        ["mode", "mode"],
        ["lines", "totals.lineCount"],
        ["gross", "totals.gross"],
        ["payable", "payable"],
        ["currency", "currency"],
        ["advised", "advisedOn"],
      ],
    },
    {
      name: "show",
      says: "Shows a remittance and what is odd about it",
      examples: [`remittances show ${REMITTANCE}`],
      method: "GET",
      path: `${PATH}/:remittanceId`,
    },
    {
      name: "lines",
      says: "Lists the lines of a remittance, in the order of the advice",
      examples: [`remittances lines ${REMITTANCE} --all`],
      method: "GET",
      path: `${PATH}/:remittanceId/lines`,
      paged: true,
      columns: [
        ["line", "number"],
        ["kind", "kind"],
        ["reference", "paymentRef"],
        ["placement", "placementId"],
        ["gross", "gross"],
        ["commission", "commission"],
        ["tax", "tax"],
        ["paid", "paidOn"],
      ],
    },
    {
      name: "statement",
      says: "Shows how an agency and a lender stood over a month",
      examples: [`remittances statement ${AGENCY} 2026-03 --lender-id ${LENDER} --currency USD`],
      method: "GET",
      path: "/v1/agencies/:agencyId/statements/:period",
      query: [
        {
          flag: "--lender-id <id>",
          says: "which lender; a key of one lender need not say",
          member: "lenderId",
        },
        { flag: "--currency <code>", says: "in which currency", member: "currency", needed: true },
      ],
    },
  ],
};

const Chosen = z.object({
  agencyId: z.string(),
  file: z.string(),
  header: z.string().exactOptional(),
  map: z.string().exactOptional(),
  asAgency: z.boolean().default(false),
});

export function adviseCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "advise",
    says: "Counts an advice in a file, JSON or CSV, and advises it: for an agency as finance, or as the agency itself",
    examples: [
      `remittances advise ${AGENCY} advice.json`,
      `remittances advise ${AGENCY} lines.csv --header header.json --map columns.json --as-agency`,
    ],
  })
    .argument("<agencyId>")
    .argument("<file>", "the whole advice as JSON, or its lines as CSV")
    .option("--header <file>", "of CSV: everything but lines and totals, as JSON")
    .option("--map <file>", 'of CSV: their headers and ours, as JSON: {"Receipt no.": "paymentRef"}')
    .option("--as-agency", "the key is the agency's own");
  return onRun(command, terminal, advise);
}

/** The totals are counted here: what is sent is what the file says, and the gateway counts again. */
async function advise(run: Run): Promise<void> {
  const [agencyId, name] = run.args;
  const { file, header, map, asAgency, ...of } = Chosen.parse({ agencyId, file: name, ...run.given });
  const progress = progressOf("counting", run.terminal);
  const advice = await adviceIn({ file, header, map }, progress.at);
  progress.end();
  const { lineCount, net } = advice.totals;
  run.terminal.err(`${basename(file)}: ${lineCount} lines, net ${net} minor units\n`);
  if (lineCount === 0) throw new Stop(`${file} holds no line.`, 2);
  const path = asAgency ? `/v1/agencies/${encodeURIComponent(of.agencyId)}/remittances` : PATH;
  const body = asAgency ? advice : { ...advice, agencyId: of.agencyId };
  print(await run.client({ method: "POST", path, repeatable: true, body }), {}, run);
}
