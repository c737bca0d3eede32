import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { totalsOf } from "../../shared/remittances/sums.ts";
import type { AdviceLineBody } from "../../shared/remittances/wire.ts";
import { upload } from "./account-file.ts";
import { anAdvice } from "./advice.ts";
import type { Answer, Json } from "./http.ts";
import type { Agency } from "./tenant.ts";

const columns = [
  "kind",
  "paymentRef",
  "originalPaymentRef",
  "placementId",
  "gross",
  "commission",
  "tax",
  "paidOn",
  "depositedOn",
] as const;

/** Lines of an advice as a file whose columns are called as the members are. */
export const adviceCsv = (lines: readonly object[]): string =>
  [columns, ...lines.map((line) => columns.map((name) => String(Reflect.get(line, name) ?? "")))]
    .map((cells) => `${cells.join(",")}\r\n`)
    .join("");

/** What is truly said of a file with these lines, but for the changes. */
export function adviceAnnouncement(
  lenderId: string,
  { content, lines }: { readonly content: string | Uint8Array; readonly lines: readonly object[] },
  changes: Readonly<Record<string, unknown>> = {},
) {
  const { lines: _lines, ...advice } = anAdvice(lenderId, lines, changes);
  return {
    advice: { ...advice, totals: totalsOf(lines as readonly AdviceLineBody[]), ...changes },
    fileName: "lines.csv",
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: Buffer.byteLength(content),
  };
}

export const adviceFilesPath = ({ agencyId }: Pick<Agency, "agencyId">, rest = ""): string =>
  `/v1/agencies/${agencyId}/remittance-files${rest}`;

export const announceAdvice = (agency: Agency, json: unknown): Promise<Answer> =>
  agency.call(adviceFilesPath(agency), { json, apiKey: agency.apiKey });

/** Reads a file until nothing more happens to it. */
export async function endOfAdvice(agency: Agency, fileId: string): Promise<Json> {
  const until = Date.now() + 60_000;
  for (;;) {
    const { body } = await agency.call(adviceFilesPath(agency, `/${fileId}`), { apiKey: agency.apiKey });
    if (body.state === "ADVISED" || body.state === "REFUSED") return body;
    if (Date.now() > until) throw new Error(`${fileId} is still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Announces a file, sends it and waits for its end. */
export async function sendAdvice(
  agency: Agency,
  json: unknown,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<Json> {
  const announced = await announceAdvice(agency, json);
  expect(announced.status, JSON.stringify(announced.body)).toBe(201);
  await upload(announced.body, content);
  return endOfAdvice(agency, announced.body.fileId);
}

type ResultLine = Readonly<
  Record<"line" | "kind" | "paymentRef" | "outcome" | "lineId" | "code" | "pointer" | "detail", string>
>;

/** The rows of a finished file's result file. */
export async function adviceResults(agency: Agency, fileId: string): Promise<readonly ResultLine[]> {
  const { status, body } = await agency.call(adviceFilesPath(agency, `/${fileId}/results`), {
    apiKey: agency.apiKey,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  const response = await fetch(body.url);
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true }) as ResultLine[];
}
