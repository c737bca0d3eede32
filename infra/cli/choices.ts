import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Choice } from "./operation.ts";
import { jsonOr } from "./problem.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** What commander read, by the name of the option. */
export type Given = Readonly<Record<string, unknown>>;

/** `--agency <agencyId>` is given as `agency`, `--overlap-hours <n>` as `overlapHours`. */
const nameOf = ({ flag }: Choice): string =>
  (/--([a-z-]+)/u.exec(flag)?.[1] ?? flag).replaceAll(/-([a-z])/gu, (_, letter: string) =>
    letter.toUpperCase(),
  );

export function addChoices(command: Command, choices: readonly Choice[]): void {
  for (const { flag, says, needed } of choices)
    if (needed === true) command.requiredOption(flag, says);
    else command.option(flag, says);
}

export const queryOf = (choices: readonly Choice[], given: Given): Record<string, string> =>
  Object.fromEntries(
    choices.flatMap((choice) => {
      const value = given[nameOf(choice)];
      return typeof value === "string" ? [[choice.member, value]] : [];
    }),
  );

/** The body that options make: `principal.kind` becomes a member of a member. @throws Stop */
export function bodyFrom(choices: readonly Choice[], given: Given): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const choice of choices) {
    const value = valueOf(choice, given[nameOf(choice)]);
    if (value !== undefined) put(body, choice.member.split("."), value);
  }
  return body;
}

function put(into: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [first = "", ...rest] = steps;
  if (rest.length === 0) Object.assign(into, { [first]: value });
  else {
    const standing = into[first];
    const inner = typeof standing === "object" && standing !== null ? { ...standing } : {};
    put(inner, rest, value);
    Object.assign(into, { [first]: inner });
  }
}

function valueOf({ kind = "text", flag }: Choice, given: unknown): unknown {
  if (kind === "flag") return given === true ? true : undefined;
  if (typeof given !== "string") return undefined;
  if (kind === "list") return given.split(",").map((part) => part.trim());
  if (kind === "text") return given;
  if (/^-?\d{1,15}$/u.test(given)) return Number(given);
  throw new Stop(`${flag} takes a whole number, not ${given}.`, 2);
}

/** A body out of a file, or out of what is piped in when the file is `-`. @throws Stop */
export async function bodyIn(file: string, terminal: Pick<Terminal, "input">): Promise<unknown> {
  const text = file === "-" ? await terminal.input() : await fileText(file);
  const body = jsonOr(text);
  if (body === undefined) throw new Stop(`${file} holds no JSON.`, 2);
  return body;
}

export async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new Stop(`${file} cannot be read.`, 2);
  }
}
