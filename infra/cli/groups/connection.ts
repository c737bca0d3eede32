import { join } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { fileText } from "../choices.ts";
import { newClient } from "../client.ts";
import { newCommand } from "../command.ts";
import { jsonOr } from "../problem.ts";
import { baseUrlOf, saveSettings, type Settings } from "../settings.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

export function loginCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "login",
    says: "Remembers a gateway and a key, in a file that only you can read. The key is asked for or piped in, so that no shell remembers it",
    examples: ["login --url https://gateway.example", "login --url https://gateway.example < key.txt"],
  }).requiredOption("--url <url>", "the gateway");
  return command.action(async () => {
    const { url } = z.object({ url: z.string() }).parse(command.opts());
    const settings = { url: baseUrlOf(url), apiKey: await keyFrom(terminal) };
    await greet(settings, terminal);
    const path = await saveSettings(terminal.env, settings);
    terminal.out(`${settings.url} is remembered in ${path}\n`);
  });
}

async function keyFrom({ env, isAttended, ask, input }: Terminal): Promise<string> {
  const given = env["GATEWAY_API_KEY"];
  const apiKey = given ?? (isAttended ? await ask("API key: ", { hidden: true }) : (await input()).trim());
  if (/^gw_[a-z0-9]+_[0-9A-Za-z]+_[0-9A-Za-z]{32,128}$/u.test(apiKey)) return apiKey;
  throw new Stop("That is no API key: keys look like gw_<stage>_<id>_<secret>.", 2);
}

/** What is no gateway, or cannot be reached, is not remembered. */
async function greet(settings: Settings, terminal: Terminal): Promise<void> {
  await newClient(settings, terminal)({ method: "GET", path: "/health", repeatable: true });
}

const Sandbox = z.object({
  baseUrl: z.string(),
  admin: z.object({ apiKey: z.string() }),
  finance: z.object({ apiKey: z.string() }),
  lenders: z.array(z.object({ id: z.string(), apiKey: z.string() })),
  agencies: z.array(z.object({ id: z.string(), apiKey: z.string() })),
});

const Roles = z.enum(["operator", "lender", "agency", "finance"]);

export function sandboxCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "sandbox",
    says: "Uses the local cloud of `npm start` from now on",
    examples: ["sandbox", "sandbox --as lender", "sandbox --as agency --number 2"],
  })
    .option("--as <who>", "operator, lender, agency or finance", "operator")
    .option("--number <n>", "which of the lenders or agencies", "1")
    .option("--file <path>", "where `npm start` wrote its keys; else .local/sandbox.json");
  return command.action(async () => {
    const given = Asked.safeParse(command.opts());
    if (!given.success)
      throw new Stop("--as is operator, lender, agency or finance; --number counts from 1.", 2);
    const { as, number } = given.data;
    // `npm start` knows the same variable.
    const file = given.data.file ?? join(terminal.env["LOCAL_DIR"] ?? ".local", "sandbox.json");
    const sandbox = Sandbox.safeParse(jsonOr(await fileText(file)));
    if (!sandbox.success) throw new Stop(`${file} is not what \`npm start\` writes.`, 2);
    const { name, apiKey } = seatOf(sandbox.data, as, number);
    await saveSettings(terminal.env, { url: baseUrlOf(sandbox.data.baseUrl), apiKey });
    terminal.out(`${sandbox.data.baseUrl} as ${name}\n`);
  });
}

const Asked = z.object({
  as: Roles,
  number: z.coerce.number().int().min(1),
  file: z.string().exactOptional(),
});

function seatOf(
  { admin, finance, lenders, agencies }: z.infer<typeof Sandbox>,
  as: z.infer<typeof Roles>,
  number: number,
): { readonly name: string; readonly apiKey: string } {
  if (as === "operator") return { name: "operator", ...admin };
  if (as === "finance") return { name: "finance", ...finance };
  const seats = as === "lender" ? lenders : agencies;
  const seat = seats[number - 1];
  if (seat === undefined) throw new Stop(`The sandbox has ${seats.length} of these.`, 2);
  return { name: seat.id, apiKey: seat.apiKey };
}
