import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import { upload } from "../support/account-file.ts";
import { startChild } from "../support/child-cloud.ts";
import {
  announceEvents,
  endOfFile,
  eventAnnouncement,
  eventFilesPath,
  linesOf,
  ndjson,
  type EventLine,
} from "../support/event-file.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import {
  aCallback,
  agencyWith,
  aPayment,
  aReversal,
  aTenant,
  lenderWith,
  usd,
  type Agency,
  type Lender,
  type Placement,
  type Tenant,
} from "../support/tenant.ts";

const PLACEMENT_COUNT = 20;
const ROUND_COUNT = 15;

/**
 * Of every placement and in every round: half a payment taken back before the payment comes, the payment, the same
 * line again, the same money under another id, and a line that is none.
 */
function linesFor(placements: readonly Placement[]): readonly unknown[] {
  return Array.from({ length: ROUND_COUNT }, () =>
    placements.flatMap(({ placementId }) => {
      const data = aPayment({ amount: usd(100) });
      const payment = aCallback("payment.received", { placementId, data });
      const reversal = aCallback("payment.reversed", {
        placementId,
        data: aReversal(data["paymentRef"], { amount: usd(50) }),
      });
      return [reversal, payment, payment, { ...payment, eventId: `${payment.eventId}-again` }, "no event"];
    }),
  ).flat();
}

const LINE_COUNT = PLACEMENT_COUNT * ROUND_COUNT * 5;

describe("a gateway that is killed while it takes a file of events", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "killed-events-"));
  let child: ChildProcess | undefined;
  let cloud: LocalCloud;
  let lender: Lender;
  let agency: Agency;
  const placements: Placement[] = [];
  let lines: readonly unknown[];
  let before: Json;
  let file: Json;
  let results: readonly EventLine[];

  beforeAll(async () => {
    await ensureAssembly((line) => console.error(line));
    const started = await startChild(dataDir);
    child = started.child;
    const tenant: Tenant = await aTenant(started.gateway);
    for (let n = 0; n < PLACEMENT_COUNT; n += 1) placements.push(await tenant.active());
    lines = linesFor(placements);
    const content = ndjson(lines);
    const payments = [usd(PLACEMENT_COUNT * ROUND_COUNT * 300)];
    const said = eventAnnouncement(content, { controlTotals: { count: LINE_COUNT, payments } });
    const { body } = await announceEvents(tenant.agency, said);
    await upload(body, content);
    before = await midway(tenant.agency, body.fileId);
    const killed = new Promise<void>((resolve) => started.child.once("exit", () => resolve()));
    started.child.kill("SIGKILL");
    await killed;

    cloud = await ownCloud({ dataDir });
    lender = lenderWith(cloud, tenant.lender);
    agency = agencyWith(cloud, tenant.agency);
    file = await endOfFile(agency, body.fileId, 300_000);
    results = await linesOf(agency, file.fileId);
  }, 540_000);

  afterAll(async () => {
    child?.kill("SIGKILL");
    await cloud?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("was killed when a part was taken, which could be seen", () => {
    expect(before.state).toBe("PROCESSING");
    expect(before.progress.received).toBeGreaterThan(0);
    expect(before.progress.received).toBeLessThan(LINE_COUNT);
  });

  it("goes on and counts every line once", () => {
    const each = PLACEMENT_COUNT * ROUND_COUNT;
    expect(file).toMatchObject({
      state: "COMPLETED",
      progress: {
        lines: LINE_COUNT,
        received: LINE_COUNT,
        accepted: 3 * each,
        duplicate: each,
        quarantined: 0,
        refused: each,
        failed: 0,
      },
    });
  });

  it("answers every line once, in the order of the file, and a repeat with the receipt of the first", () => {
    expect(results.map(({ line }) => Number(line))).toEqual(lines.map((_line, index) => index + 1));
    for (let first = 0; first < LINE_COUNT; first += 5) {
      const [, payment, same, other] = results.slice(first, first + 5).map(({ receiptId }) => receiptId);
      expect(same).toBe(payment);
      expect(other).not.toBe(payment);
    }
  });

  it("has taken every payment and every reversal once", async () => {
    for (const { accountId, balance } of placements) {
      const account = await lender.account(accountId);
      expect(account.balance.outstanding).toEqual(usd(balance.amount - ROUND_COUNT * 50));
    }
  });

  it("answers the same file with what it became, and leaves no dead letter", async () => {
    const again = await announceEvents(agency, eventAnnouncement(ndjson(lines)));
    expect([again.status, again.body.state]).toEqual([200, "COMPLETED"]);
    expect(Object.values(await cloud.deadLetters()).flat()).toEqual([]);
  });
});

/** Reads a file until some of its events are taken, but not all. */
async function midway(agency: Agency, fileId: string): Promise<Json> {
  const until = Date.now() + 120_000;
  for (;;) {
    const { body } = await agency.call(eventFilesPath(agency, `/${fileId}`), { apiKey: agency.apiKey });
    if (body.progress.received > 0) return body;
    if (body.state === "REFUSED") throw new Error(`${fileId} is refused: ${JSON.stringify(body.reasons)}`);
    if (Date.now() > until) throw new Error(`nothing of ${fileId} is taken`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
