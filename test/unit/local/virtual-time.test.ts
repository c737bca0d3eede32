/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin; the rule is for windows */
import { Worker } from "node:worker_threads";
import { afterAll, expect, it } from "vitest";
import { sharedOffset } from "../../../infra/local/clock/virtual-time.ts";

const offset = sharedOffset();
// A thread, for the replacement of Date is for good.
const worker = new Worker(
  `
  import { parentPort, workerData } from "node:worker_threads";
  const { installVirtualTime, sharedOffset } = await import(workerData.module);
  installVirtualTime(sharedOffset(workerData.buffer));
  class Later extends Date {}
  parentPort.on("message", () => parentPort.postMessage({
    now: Date.now(), made: new Date().getTime(), text: Date.parse(Date()), given: new Date(2020, 1, 3).getMonth(),
    parsed: new Date("2026-01-01T00:00:00Z").getTime(), isDate: new Date() instanceof Date, constructor: new Date().constructor === Date,
    later: new Later().getTime(), isLater: new Later() instanceof Later, utc: Date.UTC(2026, 0, 1), name: Date.name, json: JSON.stringify({ at: new Date(0) }),
  }));`,
  {
    eval: true,
    execArgv: ["--input-type=module"],
    workerData: {
      buffer: offset.buffer,
      module: new URL("../../../infra/local/clock/virtual-time.ts", import.meta.url).href,
    },
  },
);

const ask = () =>
  new Promise<Record<string, unknown>>((resolve) => {
    worker.once("message", resolve);
    worker.postMessage("ask");
  });

afterAll(() => worker.terminate());

it("tells the moved time by every way of asking, and is Date otherwise", async () => {
  for (const shift of [0, 86_400_000, 365 * 86_400_000]) {
    offset[0] = shift;
    const told = await ask();
    for (const key of ["now", "made", "later"])
      expect(Math.abs(Number(told[key]) - Date.now() - shift)).toBeLessThan(2_000);
    expect(Math.abs(Number(told["text"]) - Date.now() - shift)).toBeLessThan(3_000);
    expect(told).toMatchObject({
      given: 1,
      parsed: Date.UTC(2026, 0, 1),
      utc: Date.UTC(2026, 0, 1),
      isDate: true,
      isLater: true,
      constructor: true,
      name: "Date",
      json: '{"at":"1970-01-01T00:00:00.000Z"}',
    });
  }
});
