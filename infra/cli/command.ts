import { randomUUID } from "node:crypto";
import { Command } from "commander";
import * as z from "zod";
import { addChoices, bodyFrom, bodyIn, queryOf, type Given } from "./choices.ts";
import { newClient, type Client, type Request } from "./client.ts";
import type { Group, Operation } from "./operation.ts";
import { jsonOr } from "./problem.ts";
import { settingsFrom } from "./settings.ts";
import { recordOf, tableOf } from "./show.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

const Flags = z.looseObject({
  url: z.string().exactOptional(),
  keyFile: z.string().exactOptional(),
  json: z.boolean().default(false),
  yes: z.boolean().default(false),
  all: z.boolean().default(false),
});

/** What a command is given when it runs. */
export type Run = {
  readonly args: readonly string[];
  readonly given: Given;
  readonly json: boolean;
  readonly yes: boolean;
  readonly all: boolean;
  readonly client: Client;
  readonly terminal: Terminal;
};

export type CommandSpec = {
  readonly name: string;
  readonly says: string;
  readonly examples: readonly string[];
};

/** A command with what all of them have: its examples, where the gateway is, how to print. */
export function newCommand({ name, says, examples }: CommandSpec): Command {
  const command = new Command(name).description(says).helpOption("-h, --help", "shows this");
  const shown = examples.map((example) => `  $ npx gateway ${example}`).join("\n");
  return command.addHelpText("after", `\nExamples:\n${shown}`);
}

/** Lets a command speak to the gateway when it runs. */
export function onRun(command: Command, terminal: Terminal, run: (run: Run) => Promise<void>): Command {
  return command
    .option("--url <url>", "the gateway, instead of the one that was logged in to")
    .option("--key-file <file>", "a file that holds the key, instead of the one that was logged in with")
    .option("--json", "prints exactly what the gateway answers")
    .action(async () => {
      const given = command.opts<Given>();
      const { json, yes, all, ...flags } = Flags.parse(given);
      const settings = await settingsFrom(flags, terminal.env);
      const client = newClient(settings, terminal);
      await run({ args: command.args, given, json, yes, all, client, terminal });
    });
}

export function groupCommand({ name, says, operations }: Group, terminal: Terminal): Command {
  const group = new Command(name).description(says).helpOption("-h, --help", "shows this");
  for (const operation of operations) group.addCommand(operationCommand(operation, terminal));
  return group;
}

const argumentsOf = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/gu)].map(([, name]) => name ?? "");

function operationCommand(operation: Operation, terminal: Terminal): Command {
  const { path, lenderPath, query = [], body = [], paged, asks, idempotent } = operation;
  const command = newCommand(operation);
  for (const name of argumentsOf(path)) command.argument(`<${name}>`);
  addChoices(command, query);
  if (body === "file") command.argument("<file>", "the body as JSON; `-` reads what is piped in");
  else addChoices(command, body);
  if (paged) {
    command.option("--limit <n>", "entries on a page").option("--cursor <cursor>", "the page to go on from");
    command.option("--all", "follows the pages to the end");
  }
  if (lenderPath !== undefined) command.option("--lender", "the first argument is a lender's id");
  if (asks !== undefined) command.option("-y, --yes", "does not ask");
  if (idempotent)
    command.option("--idempotency-key <key>", "makes this call harmless to repeat, across runs as well");
  return onRun(command, terminal, async (run) => perform(operation, run));
}

async function perform(operation: Operation, run: Run): Promise<void> {
  const request = await requestOf(operation, run);
  if (operation.asks !== undefined) await assent(operation.asks, run);
  let text = await run.client(request);
  if (operation.paged && run.all) text = await everyPage(text, request, run.client);
  print(text, operation, run);
  while (operation.goesOn && More.safeParse(jsonOr(text)).success) {
    text = await run.client(request);
    print(text, operation, run);
  }
}

const More = z.object({ more: z.literal(true) });

const pathFor = ({ path, lenderPath }: Operation, { lender }: Given): string =>
  lender === true && lenderPath !== undefined ? lenderPath : path;

async function requestOf(operation: Operation, { args, given, terminal }: Run): Promise<Request> {
  const { method, query = [], body, paged, idempotent, repeatable } = operation;
  const path = pathFor(operation, given);
  const names = argumentsOf(path);
  const paging = paged ? [pagingChoice("limit"), pagingChoice("cursor")] : [];
  const withBody = method !== "GET" && body !== undefined;
  return {
    method,
    path: names.reduce((filled, name, n) => filled.replace(`:${name}`, segment(args[n])), path),
    query: queryOf([...query, ...paging], given),
    repeatable: method !== "POST" || repeatable === true || idempotent === true,
    ...(withBody && {
      body: body === "file" ? await bodyIn(args[names.length] ?? "", terminal) : bodyFrom(body, given),
    }),
    ...(idempotent && { headers: { "idempotency-key": keyOf(given) } }),
  };
}

const pagingChoice = (member: string) => ({ flag: `--${member} <n>`, says: "", member });

const segment = (argument = ""): string => encodeURIComponent(argument);

/** One key for all tries of one call; a script may bring its own, to be safe across calls. */
const keyOf = ({ idempotencyKey }: Given): string =>
  typeof idempotencyKey === "string" ? idempotencyKey : `cli-${randomUUID()}`;

/** @throws Stop unless somebody says yes */
async function assent(question: string, { yes, terminal }: Pick<Run, "yes" | "terminal">): Promise<void> {
  if (yes) return;
  if (!terminal.isAttended) throw new Stop(`${question} Nobody is there to ask: say --yes.`, 2);
  const answer = await terminal.ask(`${question} [y/N] `);
  if (!/^y(es)?$/iu.test(answer)) throw new Stop("Nothing was done.");
}

const Page = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().optional() });

/** Pages that one list may have; more is a loop. */
const PAGE_COUNT_MAX = 10_000;

async function everyPage(first: string, request: Request, client: Client): Promise<string> {
  const items: unknown[] = [];
  let page = Page.parse(jsonOr(first));
  for (let n = 0; n < PAGE_COUNT_MAX; n += 1) {
    items.push(...page.items);
    const { nextCursor } = page;
    if (nextCursor === undefined) break;
    const text = await client({ ...request, query: { ...request.query, cursor: nextCursor } });
    page = Page.parse(jsonOr(text));
  }
  return JSON.stringify({ items });
}

/** An answer for a program as it came, and for a person as a table. */
export function print(
  text: string,
  { columns, paged }: Pick<Operation, "columns" | "paged">,
  { json, terminal }: Pick<Run, "json" | "terminal">,
): void {
  if (json) {
    terminal.out(`${text}\n`);
    return;
  }
  const answer = jsonOr(text);
  const page = columns === undefined ? undefined : Page.safeParse(answer);
  if (columns === undefined || page?.success !== true) {
    terminal.out(`${recordOf(answer)}\n`);
    return;
  }
  terminal.out(`${tableOf(page.data.items, columns)}\n`);
  if (paged && page.data.nextCursor !== undefined)
    terminal.err(`There is more: --all, or --cursor ${page.data.nextCursor}\n`);
}
