import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import {
  announcement,
  aRow,
  csvFile,
  resultsOf,
  settled,
  upload,
  type ResultLine,
} from "../support/account-file.ts";
import { startChild } from "../support/child-cloud.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { aTenant, lenderWith, operatorOf, type Lender, type Tenant } from "../support/tenant.ts";

const ROW_COUNT = 410;

/** The last row repeats the first, two chunks later. */
function rowsOf() {
  const rows = Array.from({ length: ROW_COUNT - 1 }, () => aRow());
  return [...rows, aRow({ lenderAccountRef: rows[0]!["lenderAccountRef"]! })];
}

describe("a gateway that is killed while it places a file", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "killed-file-"));
  const rows = rowsOf();
  let child: ChildProcess | undefined;
  let tenant: Tenant;
  let cloud: LocalCloud;
  let lender: Lender;
  let before: Json;
  let batch: Json;
  let results: readonly ResultLine[];

  beforeAll(async () => {
    await ensureAssembly((line) => console.error(line));
    const started = await startChild(dataDir);
    child = started.child;
    const { gateway } = started;
    tenant = await aTenant(gateway, { agencies: 2, contract: { capacity: 10_000 } });
    const opened = await tenant.lender.post("/v1/account-batches", announcement(ROW_COUNT));
    await upload(opened.body, csvFile(rows));
    before = await midway(tenant.lender, opened.body.batchId);
    const killed = new Promise<void>((resolve) => started.child.once("exit", () => resolve()));
    started.child.kill("SIGKILL");
    await killed;

    cloud = await ownCloud({ dataDir });
    lender = lenderWith(cloud, tenant.lender);
    batch = await settled(lender, opened.body.batchId, 180_000);
    results = await resultsOf(lender, batch.batchId);
  }, 240_000);

  afterAll(async () => {
    child?.kill("SIGKILL");
    await cloud?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("was killed when a part was placed, which could be seen", () => {
    expect(before.state).toBe("PROCESSING");
    expect(before.progress.received).toBeLessThan(ROW_COUNT);
  });

  it("goes on and counts every row once", () => {
    expect(batch).toMatchObject({
      state: "COMPLETED",
      progress: { rows: ROW_COUNT, received: ROW_COUNT, offered: ROW_COUNT - 1, existing: 1, failed: 0 },
    });
  });

  it("answers every row once, in the order of the file", () => {
    expect(results.map(({ line }) => Number(line))).toEqual(rows.map((_row, index) => index + 2));
    expect(results.map(({ lenderAccountRef }) => lenderAccountRef)).toEqual(
      rows.map((row) => row["lenderAccountRef"]),
    );
    expect(results.at(-1)).toMatchObject({ outcome: "EXISTING", accountId: results[0]!.accountId });
  });

  it("has every account once, and counts what its contracts have open", async () => {
    const found = new Set<string>();
    let cursor = "";
    do {
      const { body } = await lender.get(`/v1/accounts?limit=200${cursor}`);
      for (const { accountId } of body.items) found.add(accountId);
      cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor !== "");
    expect(found).toEqual(new Set(results.map(({ accountId }) => accountId)));
    const { contracts } = (await operatorOf(cloud).get(`/v1/lenders/${lender.lenderId}`)).body;
    const open = contracts.map(({ open: count }: { open: number }) => count);
    expect(open[0] + open[1]).toBe(ROW_COUNT - 1);
  });

  it("leaves no dead letter", async () => {
    expect(Object.values(await cloud.deadLetters()).flat()).toEqual([]);
  });
});

/** Reads a batch until some of its rows are placed, but not all. */
async function midway(lender: Lender, batchId: string): Promise<Json> {
  const until = Date.now() + 90_000;
  for (;;) {
    const { body } = await lender.get(`/v1/account-batches/${batchId}`);
    if (body.progress.received > 0) return body;
    if (body.state !== "PROCESSING" && body.state !== "CHECKING" && body.state !== "AWAITING_UPLOAD")
      throw new Error(`${batchId} is ${body.state} already`);
    if (Date.now() > until) throw new Error(`nothing of ${batchId} is placed`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
