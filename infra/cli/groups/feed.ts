import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, type Run } from "../command.ts";
import type { Column } from "../show.ts";
import { tableOf } from "../show.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import type { Terminal } from "../terminal.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";

const columns: readonly Column[] = [
  ["position", "position"],
  ["event", "eventId"],
  ["type", "eventType"],
  ["placement", "placementId"],
  ["happened", "occurredAt"],
];

export const feedGroup: Group = {
  name: "feed",
  says: "An agency's own events, placements and files; with its own key",
  operations: [
    {
      name: "read",
      says: "Reads a page of the feed",
      examples: [`feed read ${AGENCY}`, `feed read ${AGENCY} --cursor eyJwb3NpdGlvbiI6MTJ9`],
      method: "GET",
      path: "/v1/agencies/:agencyId/feed",
      query: [
        { flag: "--cursor <cursor>", says: "where to go on", member: "cursor" },
        { flag: "--limit <n>", says: "events on a page", member: "limit" },
      ],
      columns,
    },
    {
      name: "confirm",
      says: "Tells the gateway how far you have worked the feed off",
      examples: [`feed confirm ${AGENCY} --cursor eyJwb3NpdGlvbiI6MTJ9`],
      method: "PUT",
      path: "/v1/agencies/:agencyId/feed/cursor",
      body: [
        { flag: "--cursor <cursor>", says: "a cursor of the feed", member: "cursor", needed: true },
        { flag: "--rewind", says: "allows to go back", member: "rewind", kind: "flag" },
      ],
    },
    {
      name: "cursor",
      says: "Shows how far you said that you worked the feed off",
      examples: [`feed cursor ${AGENCY}`],
      method: "GET",
      path: "/v1/agencies/:agencyId/feed/cursor",
    },
    {
      name: "placement",
      says: "Shows a placement of yours, open or ended",
      examples: [`feed placement ${AGENCY} plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1`],
      method: "GET",
      path: "/v1/agencies/:agencyId/placements/:placementId",
    },
    {
      name: "placements",
      says: "Lists your open placements",
      examples: [`feed placements ${AGENCY} --all`],
      method: "GET",
      path: "/v1/agencies/:agencyId/placements",
      paged: true,
      columns: [
        ["placement", "placementId"],
        ["reference", "lenderAccountRef"],
        ["state", "state"],
        ["outstanding", "balance.outstanding"],
        ["offered", "offeredAt"],
      ],
    },
    {
      name: "files",
      says: "Lists your daily files",
      examples: [`feed files ${AGENCY}`],
      method: "GET",
      path: "/v1/agencies/:agencyId/files",
      paged: true,
      columns: [
        ["date", "date"],
        ["rows", "rows"],
        ["from", "firstPosition"],
        ["to", "lastPosition"],
        ["bytes", "bytes"],
        ["sha256", "sha256"],
      ],
    },
  ],
};

const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.string() });

const POLL_MS = 2_000;

export function followCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "follow",
    says: "Prints events as they come, one a line, until it is stopped",
    examples: [`feed follow ${AGENCY} --json`],
  })
    .argument("<agencyId>")
    .option("--cursor <cursor>", "where to go on; where you confirmed when left out");
  return onRun(command, terminal, follow);
}

async function follow({ args, given, json, client, terminal }: Run): Promise<void> {
  const path = `/v1/agencies/${encodeURIComponent(args[0] ?? "")}/feed`;
  let cursor = z.string().optional().parse(given["cursor"]);
  for (;;) {
    const text = await client({ method: "GET", path, query: { cursor }, repeatable: true });
    const { items, nextCursor } = Page.parse(jsonOr(text));
    for (const item of items) terminal.out(`${json ? JSON.stringify(item) : lineOf(item)}\n`);
    cursor = nextCursor;
    if (items.length === 0) await terminal.pause(POLL_MS);
  }
}

/** The cells of a table without its headings. */
const lineOf = (item: unknown): string => tableOf([item], columns).split("\n").at(-1) ?? "";
