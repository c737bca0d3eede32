import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { upload } from "./account-file.ts";
import type { Answer, Json } from "./http.ts";
import type { Agency } from "./tenant.ts";

/** The events as an NDJSON file; what is a text stands as it is. */
export const ndjson = (events: readonly unknown[]): string =>
  events.map((event) => `${typeof event === "string" ? event : JSON.stringify(event)}\n`).join("");

/** What an agency truly says of a file, but for the changes. */
export const eventAnnouncement = (
  content: string | Uint8Array,
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  format: "NDJSON",
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: Buffer.byteLength(content),
  controlTotals: { count: Buffer.from(content).toString().trim().split("\n").length },
  ...changes,
});

export const eventFilesPath = ({ agencyId }: Pick<Agency, "agencyId">, rest = ""): string =>
  `/v1/agencies/${agencyId}/event-files${rest}`;

export const announceEvents = (agency: Agency, json: unknown): Promise<Answer> =>
  agency.call(eventFilesPath(agency), { json, apiKey: agency.apiKey });

/** Reads a file until nothing more happens to it. */
export async function endOfFile(agency: Agency, fileId: string, msMax = 60_000): Promise<Json> {
  const until = Date.now() + msMax;
  for (;;) {
    const { body } = await agency.call(eventFilesPath(agency, `/${fileId}`), { apiKey: agency.apiKey });
    if (body.state === "COMPLETED" || body.state === "REFUSED") return body;
    if (Date.now() > until) throw new Error(`${fileId} is still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Announces a file, sends it and waits for its end. */
export async function reportFile(
  agency: Agency,
  content: string | Uint8Array<ArrayBuffer>,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Json> {
  const announced = await announceEvents(agency, eventAnnouncement(content, changes));
  expect(announced.status, JSON.stringify(announced.body)).toBe(201);
  await upload(announced.body, content);
  return endOfFile(agency, announced.body.fileId);
}

export type EventLine = Readonly<
  Record<"line" | "eventId" | "disposition" | "receiptId" | "code" | "pointer" | "detail", string>
>;

/** The lines of a finished file's result file. */
export async function linesOf(agency: Agency, fileId: string): Promise<readonly EventLine[]> {
  const path = eventFilesPath(agency, `/${fileId}/results`);
  const { status, body } = await agency.call(path, { apiKey: agency.apiKey });
  expect(status, JSON.stringify(body)).toBe(200);
  const response = await fetch(body.url);
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true }) as EventLine[];
}
