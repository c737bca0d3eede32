import type { Command } from "commander";
import * as z from "zod";
import { addChoices, bodyFrom } from "../choices.ts";
import { newCommand, onRun, type Run } from "../command.ts";
import type { Choice } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { progressOf } from "../progress.ts";
import { tableOf } from "../show.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { currency, lender } from "./ledger.ts";

const Check = z.object({
  checkId: z.string(),
  state: z.enum(["REQUESTED", "DONE"]),
  entries: z.int().exactOptional(),
  drift: z.int().exactOptional(),
  differences: z
    .array(z.object({ code: z.string(), date: z.string(), subject: z.string(), detail: z.string() }))
    .exactOptional(),
});
type Check = z.infer<typeof Check>;

/** Looks of half a second: a check has a quarter of an hour, and may wait for another one. */
const LOOK_COUNT_MAX = 3_600;
const LOOK_MS = 500;

const days: readonly Choice[] = [
  lender,
  currency,
  { flag: "--from <date>", says: "the first day, UTC", member: "from", needed: true },
  { flag: "--to <date>", says: "the last day, UTC; one that is over", member: "to", needed: true },
];

export function driftCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "drift",
    says: "Compares daily sums, journal and seals with what happened; ends with 1 when something differs",
    examples: ["ledger drift --currency USD --from 2026-02-01 --to 2026-02-28"],
  });
  addChoices(command, days);
  return onRun(command, terminal, check);
}

async function check(run: Run): Promise<void> {
  const { client, given, json, terminal } = run;
  const asked = await client({
    method: "POST",
    path: "/v1/ledger/drift",
    body: bodyFrom(days, given),
    repeatable: true,
  });
  const text = await done(run, Check.parse(jsonOr(asked)).checkId);
  const { checkId, entries = 0, drift = 0, differences = [] } = Check.parse(jsonOr(text));
  if (json) terminal.out(`${text}\n`);
  else if (drift === 0) terminal.out(`${entries} entries are as they should be\n`);
  else terminal.out(`${tableOf(differences, columns)}\n`);
  if (drift > 0) throw new Stop(`${checkId} found ${drift} differences`);
}

const columns = [
  ["code", "code"],
  ["day", "date"],
  ["in", "subject"],
  ["detail", "detail"],
] as const;

/** @returns the check as it is answered once it is done */
async function done({ client, terminal }: Run, checkId: string): Promise<string> {
  const progress = progressOf("checking", terminal);
  try {
    for (let look = 0; look < LOOK_COUNT_MAX; look += 1) {
      const text = await client({ method: "GET", path: `/v1/ledger/drift/${checkId}`, repeatable: true });
      if (Check.parse(jsonOr(text)).state === "DONE") return text;
      progress.at(look, look + 1);
      await terminal.pause(LOOK_MS);
    }
  } finally {
    progress.end();
  }
  throw new Stop(`${checkId} is not done yet: ledger drift-checks shows when it is`);
}
