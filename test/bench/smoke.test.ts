import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const run = (...names: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "run.ts"), ...names, "--smoke"], {
    encoding: "utf8",
  });

type Line = Readonly<Record<string, unknown>>;

const linesOf = (stdout: string): readonly Line[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

const figure = {
  bench: expect.any(String) as string,
  value: expect.any(Number) as number,
  unit: expect.any(String) as string,
  ratio: expect.any(Number) as number,
  against: expect.any(String) as string,
};

describe("the benchmarks", () => {
  it.each([
    ["coldstart", ["coldstart", "coldstart-size"]],
    ["handler", ["handler"]],
    ["peers", ["peers-hono", "peers-powertools", "peers-express", "peers-fastify"]],
    ["allocate", ["allocate-3", "allocate-20", "allocate-200"]],
  ])("of %s print one figure a line, with what it is measured against", (name, benches) => {
    const { status, stdout, stderr } = run(name);
    expect(status, stderr).toBe(0);
    const lines = linesOf(stdout);
    expect(lines.map(({ bench }) => bench)).toEqual(benches);
    for (const line of lines) {
      expect(line).toMatchObject(figure);
      expect(line["value"]).toBeGreaterThan(0);
      expect(line["ratio"]).toBeGreaterThan(0);
    }
  });

  it("of callback find that the common ones cost one read and one transaction, a payment eight write units", () => {
    const { status, stdout, stderr } = run("callback");
    expect(status, stderr).toBe(0);
    expect(linesOf(stdout)).toHaveLength(1);
    const [line] = linesOf(stdout);
    const common = { calls: { "GetItem ACCOUNT": 1, TransactWriteItems: 1 } };
    expect(line).toMatchObject({ ...figure, bench: "callback" });
    expect(line?.["mix"]).toMatchObject({
      "placement.acknowledged": common,
      "contact.attempted": { ...common, writeUnits: 8 },
      "payment.received": { ...common, writeUnits: 8 },
      "hold.acknowledged": common,
      "payment.reversed": { calls: { ...common.calls, "GetItem PAYMENT": 1 } },
      "dispute.raised": { calls: { ...common.calls, "GetItem PLACEMENT": 1 } },
    });
  });

  it("of dispute tell how long the signed order to stop takes, idle and under load", () => {
    const { status, stdout, stderr } = run("dispute");
    expect(status, stderr).toBe(0);
    expect(linesOf(stdout)).toHaveLength(1);
    expect(linesOf(stdout)[0]).toMatchObject({ ...figure, bench: "dispute", disputes: 4 });
  });

  it("of delivery tell the rate at either latency, and that an agency that was down gets all in order", () => {
    const { status, stdout, stderr } = run("delivery");
    expect(status, stderr).toBe(0);
    const lines = linesOf(stdout);
    expect(lines.map(({ bench }) => bench)).toEqual(["delivery-0ms", "delivery-25ms", "delivery-isolation"]);
    for (const line of lines) expect(line).toMatchObject(figure);
    expect(lines[2]).toMatchObject({ recoveredInOrder: true });
  });

  it("of batch tell the rate and the intake's memory", () => {
    const { status, stdout, stderr } = run("batch");
    expect(status, stderr).toBe(0);
    const lines = linesOf(stdout);
    expect(lines.map(({ bench }) => bench)).toEqual(["batch", "batch-memory"]);
    for (const line of lines) expect(line).toMatchObject(figure);
  });

  it("of parse tell how fast each format is read, and in how much memory", () => {
    const { status, stdout, stderr } = run("parse");
    expect(status, stderr).toBe(0);
    const lines = linesOf(stdout);
    expect(lines.map(({ bench }) => bench)).toEqual([
      "parse-camt",
      "parse-camt-memory",
      "parse-mt940",
      "parse-mt940-memory",
    ]);
    for (const line of lines) expect(line).toMatchObject(figure);
  });

  it("of match find what was planted, all of it and nothing else, as DuckDB does", () => {
    const { status, stdout, stderr } = run("match");
    expect(status, stderr).toBe(0);
    expect(linesOf(stdout)).toHaveLength(1);
    const [line] = linesOf(stdout);
    expect(line).toMatchObject({ ...figure, bench: "match", invented: 0 });
    expect(line?.["found"]).toBe(line?.["planted"]);
    expect(line?.["found"]).toBeGreaterThan(100);
  });

  it("of ledger tell how fast postings are made, and events verified", () => {
    const { status, stdout, stderr } = run("ledger");
    expect(status, stderr).toBe(0);
    const lines = linesOf(stdout);
    expect(lines.map(({ bench }) => bench)).toEqual(["ledger-post", "ledger-verify"]);
    for (const line of lines) {
      expect(line).toMatchObject(figure);
      expect(line["value"]).toBeGreaterThan(0);
    }
  });

  it("name the benches there are when asked for another", () => {
    const { status, stdout, stderr } = run("nothing");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      "coldstart, handler, peers, callback, dispute, allocate, delivery, batch, parse, match, ledger",
    );
  });
});
