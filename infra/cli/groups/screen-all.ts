import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, type Run } from "../command.ts";
import { jsonOr } from "../problem.ts";
import { progressOf } from "../progress.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const PATH = "/v1/accounts";

/** After a policy, a contract or a licence changed: of those no clock knows, and nobody but the lender. */
export function screenAllCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "screen-all",
    says: "Screens every account again that was rejected or waits for an agency, after a change of the policy",
    examples: ["accounts screen-all"],
  });
  return onRun(command, terminal, screenAll);
}

async function screenAll(run: Run): Promise<void> {
  const waiting = await waitingAccounts(run);
  const progress = progressOf("screening", run.terminal);
  const counts = { screened: 0, movedOn: 0 };
  try {
    for (const [index, accountId] of waiting.entries()) {
      counts[(await screened(run, accountId)) ? "screened" : "movedOn"] += 1;
      progress.at(index + 1, waiting.length);
    }
  } finally {
    progress.end();
  }
  run.terminal.out(
    run.json
      ? `${JSON.stringify(counts)}\n`
      : `${counts.screened} accounts are screened again, ${counts.movedOn} had moved on meanwhile.\n`,
  );
}

const Page = z.object({
  items: z.array(z.object({ accountId: z.string(), lifecycle: z.string() })),
  nextCursor: z.string().optional(),
});

/** Every page first: what is screened now is not found a second time. */
async function waitingAccounts({ client, terminal }: Run): Promise<readonly string[]> {
  const found: string[] = [];
  let seen = 0;
  let cursor: string | undefined;
  do {
    const text = await client({
      method: "GET",
      path: PATH,
      query: { cursor, limit: "100" },
      repeatable: true,
    });
    const page = Page.parse(jsonOr(text));
    seen += page.items.length;
    const waits = page.items.filter(({ lifecycle }) => lifecycle === "REJECTED" || lifecycle === "ELIGIBLE");
    found.push(...waits.map(({ accountId }) => accountId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  terminal.err(`${found.length} of ${seen} accounts were rejected or wait.\n`);
  return found;
}

/** @returns whether it still waited */
async function screened({ client }: Run, accountId: string): Promise<boolean> {
  try {
    await client({
      method: "POST",
      path: `${PATH}/${accountId}/screening`,
      body: {},
      headers: { "idempotency-key": `cli-${randomUUID()}` },
      repeatable: true,
    });
    return true;
  } catch (cause) {
    if (cause instanceof Stop && cause.status === 409) return false;
    throw cause;
  }
}
