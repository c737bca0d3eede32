import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** Where the gateway is and with which key to speak to it. */
export const Settings = z.object({ url: z.string(), apiKey: z.string() });
export type Settings = z.infer<typeof Settings>;

type Env = Terminal["env"];

const settingsPath = (env: Env): string =>
  env["GATEWAY_CONFIG"] ??
  join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "debt-agency-gateway", "cli.json");

/** Written beside and moved into place; only the owner may read it. */
export async function saveSettings(env: Env, settings: Settings): Promise<string> {
  const path = settingsPath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, path);
  return path;
}

async function savedSettings(env: Env): Promise<Partial<Settings>> {
  try {
    return Settings.parse(JSON.parse(await readFile(settingsPath(env), "utf8")));
  } catch {
    return {};
  }
}

export type ConnectionFlags = { readonly url?: string; readonly keyFile?: string };

/**
 * Flags come before the environment, which comes before what `gateway login` stored. A stored key goes to the
 * gateway that it was stored for and to no other.
 * @throws Stop
 */
export async function settingsFrom(flags: ConnectionFlags, env: Env): Promise<Settings> {
  const saved = await savedSettings(env);
  const url = flags.url ?? env["GATEWAY_URL"] ?? saved.url;
  if (url === undefined) throw unknown();
  const baseUrl = baseUrlOf(url);
  const apiKey = (await keyIn(flags.keyFile)) ?? env["GATEWAY_API_KEY"];
  if (apiKey !== undefined) return { url: baseUrl, apiKey };
  if (saved.apiKey === undefined) throw unknown();
  if (saved.url !== baseUrl)
    throw new Stop(`The key that is stored is for ${saved.url}. Log in to ${baseUrl} first.`, 2);
  return { url: baseUrl, apiKey: saved.apiKey };
}

const unknown = (): Stop =>
  new Stop(
    "No gateway is known. Run `gateway login`, or set GATEWAY_URL and GATEWAY_API_KEY; `gateway sandbox` uses the local one.",
    2,
  );

async function keyIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch(() => {
    throw new Stop(`${file} cannot be read.`, 2);
  });
  return text.trim();
}

/** A key must not travel in the clear, but to this very machine. @throws Stop */
export function baseUrlOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHere = parsed !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
  if (parsed?.protocol === "https:" || (parsed?.protocol === "http:" && isHere)) return parsed.origin;
  throw new Stop(`${url} is no address of a gateway: https://… is, and http:// on this machine.`, 2);
}
