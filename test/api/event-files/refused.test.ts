import { describe, expect, it } from "vitest";
import { csvFile } from "../../support/account-file.ts";
import {
  announceEvents,
  eventAnnouncement,
  eventFilesPath,
  linesOf,
  ndjson,
  reportFile,
} from "../../support/event-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { aCallback, aPayment, usd, type Placement } from "../../support/tenant.ts";

const paying = ({ placementId }: Pick<Placement, "placementId">) =>
  aCallback("payment.received", { placementId, data: aPayment({ amount: usd(100) }) });

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part as never))));

const aRow = ({ placementId }: Placement, changes: Readonly<Record<string, string>> = {}) => ({
  eventId: "e-1",
  eventType: "payment.received",
  placementId,
  effectiveAt: "2026-03-02T10:00:00Z",
  ...changes,
});

const csv = { format: "CSV" };

describe("a whole file is refused, before any event is taken, when it", () => {
  type Content = string | Uint8Array<ArrayBuffer>;
  it.each<readonly [string, (placement: Placement) => Content, object, readonly string[]]>([
    [
      "has an event less than was said",
      (placement) => ndjson([paying(placement)]),
      { controlTotals: { count: 2 } },
      ["COUNT_MISMATCH"],
    ],
    [
      "is a cent off",
      (placement) => ndjson([paying(placement)]),
      { controlTotals: { count: 1, payments: [usd(101)] } },
      ["PAYMENTS_MISMATCH"],
    ],
    [
      "has payments in a currency that was not said",
      (placement) => ndjson([paying(placement)]),
      { controlTotals: { count: 1, payments: [] } },
      ["PAYMENTS_MISMATCH"],
    ],
    [
      "has fewer bytes than were said",
      (placement) => ndjson([paying(placement)]),
      { bytes: 100_000 },
      ["BYTES_MISMATCH"],
    ],
    ["has no rows", () => "eventId,eventType,placementId,effectiveAt\n", csv, ["NO_ROWS"]],
    ["has nothing in it", () => "\n", {}, ["FILE_EMPTY"]],
    [
      "has a header that nobody knows",
      (placement) => csvFile([aRow(placement, { "data.remark": "x" })]),
      csv,
      ["HEADER_UNKNOWN"],
    ],
    [
      "has a header twice",
      () => "eventId,eventType,placementId,effectiveAt,eventId\na,b,c,d,e\n",
      csv,
      ["HEADER_REPEATED"],
    ],
    ["lacks a header", () => "eventId,eventType,placementId\na,b,c\n", csv, ["HEADER_MISSING"]],
    ["leaves a quote open", (placement) => `${csvFile([aRow(placement)])}"`, csv, ["QUOTE_NOT_CLOSED"]],
    ["has a cell too many", (placement) => `${csvFile([aRow(placement)])}a,b,c,d,e`, csv, ["CELL_COUNT"]],
    ["is not UTF-8", (placement) => bytes(ndjson([paying(placement)]), [0x4d, 0xfc, 10]), {}, ["NOT_UTF8"]],
    [
      "has a line that is longer than an event may be",
      (placement) => `${ndjson([paying(placement)])}"${"x".repeat(131_073)}"\n`,
      {},
      ["ROW_TOO_LONG"],
    ],
    ["is NDJSON where CSV was said", (placement) => ndjson([paying(placement)]), csv, ["WRONG_FORMAT"]],
  ])("%s", async (...[, content, said, codes]) => {
    const { agency, active, lender } = await aTenantHere();
    const placement = await active();
    const before = await lender.account(placement.accountId);
    const file = await reportFile(agency, content(placement), { controlTotals: { count: 1 }, ...said });
    expect(file.state).toBe("REFUSED");
    expect(file.reasons.map(({ code }: { code: string }) => code)).toEqual(codes);
    expect(file.progress.received).toBe(0);
    expect(await lender.account(placement.accountId)).toEqual(before);
    const results = eventFilesPath(agency, `/${file.fileId}/results`);
    expect(refusal(await agency.call(results, { apiKey: agency.apiKey }))).toEqual([
      409,
      "batch-not-finished",
    ]);
  });
});

describe("a line is refused, and the others are taken, when it", () => {
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  it.each<readonly [string, (placement: Placement) => string, string]>([
    ["is no object", () => "17", "invalid-request"],
    [
      "nests a thousand levels",
      (placement) => JSON.stringify(paying(placement)).replace('"CARD"', `"CARD","more":${deep(1_000)}`),
      "invalid-request",
    ],
    [
      "is short as it stands and long when its numbers are written out",
      (placement) =>
        JSON.stringify({ ...paying(placement), eventType: "some.day" }).replace(
          '"CARD"',
          `"CARD","more":[${"1e20,".repeat(20_000)}1]`,
        ),
      "payload-too-large",
    ],
    [
      "is of an account in another currency",
      (placement) => JSON.stringify(paying(placement)).replace('"USD"', '"EUR"'),
      "currency-mismatch",
    ],
  ])("%s", async (_what, line, code) => {
    const { agency, active } = await aTenantHere();
    const placement = await active();
    const file = await reportFile(agency, ndjson([line(placement), paying(placement)]));
    expect(file.progress).toMatchObject({ accepted: 1, refused: 1 });
    const [first] = await linesOf(agency, file.fileId);
    expect(first).toMatchObject({ disposition: "REFUSED", code });
  });
});

describe("GET /v1/agencies/{agencyId}/event-files/{fileId}", () => {
  it("of another agency, of none, or of something else is not found", async () => {
    const { agencies } = await aTenantHere({ agencies: 2 });
    const [own, other] = [agencies[0]!, agencies[1]!];
    const { fileId } = (await announceEvents(own, eventAnnouncement('{"n":1}'))).body;
    for (const id of [fileId, "evf_01JB4R0E3SH5G9V1XJ7P2M4WQC", "evf_1", "x"])
      for (const rest of ["", "/results"]) {
        const path = eventFilesPath(other, `/${id}${rest}`);
        expect(refusal(await other.call(path, { apiKey: other.apiKey }))).toEqual([404, "not-found"]);
      }
    const path = eventFilesPath(own, `/${fileId}`);
    expect(refusal(await own.call(path, { apiKey: other.apiKey }))).toEqual([404, "not-found"]);
  });

  it("of the same bytes is each agency's own file", async () => {
    const { agencies } = await aTenantHere({ agencies: 2 });
    const ids = new Set<string>();
    for (const agency of agencies)
      ids.add((await announceEvents(agency, eventAnnouncement('{"n":1}'))).body.fileId);
    expect(ids.size).toBe(2);
  });
});
