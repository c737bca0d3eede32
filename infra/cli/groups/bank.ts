import { basename } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, print, type Run } from "../command.ts";
import { hashOf } from "../file-digest.ts";
import { follow, send, Upload } from "../file-transfer.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { bankEntryOperations, lender } from "./bank-entries.ts";

const LENDER = "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";
const FILE = "bkf_7A1E0C9B3D5F2846B8D1C3A57E";
const PATH = "/v1/bank-statements";
const ACCOUNTS = "/v1/lenders/:lenderId/bank-accounts";

export const bankGroup: Group = {
  name: "bank",
  says: "Banks' files: statements and their lines",
  operations: [
    {
      name: "list",
      says: "Lists files, newest first",
      examples: [`bank list --lender ${LENDER} --all`],
      method: "GET",
      path: PATH,
      query: [lender],
      paged: true,
      columns: [
        ["file", "fileId"],
        ["state", "state"],
        ["name", "fileName"],
        ["lines", "progress.lines"],
        ["new", "progress.new"],
        ["known", "progress.known"],
        ["quarantined", "progress.quarantined"],
        ["made", "createdAt"],
      ],
    },
    {
      name: "show",
      says: "Shows a file with its statements, or why it was refused",
      examples: [`bank show ${FILE}`],
      method: "GET",
      path: `${PATH}/:bankFileId`,
    },
    {
      name: "lines",
      says: "Lists the lines of a file",
      examples: [`bank lines ${FILE} --all`],
      method: "GET",
      path: `${PATH}/:bankFileId/lines`,
      paged: true,
      columns: [
        ["value date", "valueDate"],
        ["amount", "amount"],
        ["currency", "currency"],
        ["status", "status"],
        ["kind", "kind"],
        ["text", "text"],
        ["match", "matchId"],
      ],
    },
    {
      name: "quarantined",
      says: "Lists what could not be read of a file",
      examples: [`bank quarantined ${FILE}`],
      method: "GET",
      path: `${PATH}/:bankFileId/quarantined`,
      paged: true,
      columns: [
        ["line", "place.line"],
        ["state", "state"],
        ["code", "code"],
        ["reason", "reason"],
        ["as it came", "raw"],
      ],
    },
    ...bankEntryOperations,
  ],
};

export const bankAccountGroup: Group = {
  name: "bank-accounts",
  says: "The bank accounts of a lender, whose files are loaded",
  operations: [
    {
      name: "list",
      says: "Lists a lender's bank accounts",
      examples: [`bank-accounts list ${LENDER}`],
      method: "GET",
      path: ACCOUNTS,
      paged: true,
      columns: [
        ["account", "bankAccountRef"],
        ["number", "number"],
        ["currency", "currency"],
        ["agency", "agencyId"],
        ["name", "name"],
      ],
    },
    {
      name: "show",
      says: "Shows a bank account",
      examples: [`bank-accounts show ${LENDER} main`],
      method: "GET",
      path: `${ACCOUNTS}/:bankAccountRef`,
    },
    {
      name: "save",
      says: "Sets a bank account up or changes it",
      examples: [`bank-accounts save ${LENDER} main account.json`],
      method: "PUT",
      path: `${ACCOUNTS}/:bankAccountRef`,
      body: "file",
    },
  ],
};

const Given = z.object({
  file: z.string(),
  lender: z.string().exactOptional(),
  account: z.string().exactOptional(),
  format: z.string().exactOptional(),
});

export function uploadBankCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "upload",
    says: "Announces a bank's file, sends it and follows it until all of it is loaded, or none",
    examples: [
      `bank upload statement.xml --lender ${LENDER}`,
      "bank upload statement.csv --format CSV --account main",
    ],
  })
    .argument("<file>", "camt, MT940, MT942 or BAI2; or CSV by the map of its account")
    .option("--lender <lenderId>", lender.says)
    .option("--account <bankAccountRef>", "the account that all of it is of; CSV needs it")
    .option("--format <format>", "CAMT, MT940, BAI2 or CSV; found out when left out, but for CSV");
  return onRun(command, terminal, upload);
}

const BankFile = z.object({
  fileId: z.string(),
  state: z.string(),
  progress: z.object({ lines: z.int(), stored: z.int() }),
  upload: Upload.exactOptional(),
});

/** The same bytes are the same file: told to send one again, it goes on where it stopped. */
async function upload(run: Run): Promise<void> {
  const {
    file,
    lender: lenderId,
    account: bankAccountRef,
    format,
  } = Given.parse({
    file: run.args[0],
    ...run.given,
  });
  const { sha256, bytes } = await hashOf(file);
  const body = { lenderId, fileName: basename(file), sha256, bytes, format, bankAccountRef };
  const announced = BankFile.parse(
    jsonOr(await run.client({ method: "POST", path: PATH, repeatable: true, body })),
  );
  if (announced.upload !== undefined) await send(run.terminal, { file, bytes, to: announced.upload });
  const text = await follow(run, {
    path: `${PATH}/${announced.fileId}`,
    doing: "loading",
    look,
    later: `The file goes on; look again with \`gateway bank show ${announced.fileId}\`.`,
  });
  print(text, {}, run);
  if (look(text).state !== "LOADED") throw new Stop("The file is REFUSED: nothing of it was loaded.");
}

function look(text: string) {
  const { state, progress } = BankFile.parse(jsonOr(text));
  return { state, done: progress.stored, total: progress.lines };
}
