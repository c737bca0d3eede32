import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from "../../infra/local/local-cloud.ts";
import { tinyBundles, writeTinyAssembly } from "../unit/local/tiny-assembly.ts";

const assemblyDir = writeTinyAssembly(tinyBundles);
const folders: string[] = [assemblyDir];

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "local-cloud-"));
  folders.push(folder);
  return folder;
};

const start = (options: LocalCloudOptions = {}) => startLocalCloud({ assemblyDir, ...options });

type Item = Readonly<
  Record<string, { readonly S?: string; readonly N?: string; readonly L?: readonly { S: string }[] }>
>;

/** What the functions left in the table under a partition key. */
const itemsOf = async (cloud: LocalCloud, id: string): Promise<readonly Item[]> => {
  const response = await fetch(`${cloud.baseUrl}/items/${id}`);
  return (await response.json()) as readonly Item[];
};

const seenOf = async (cloud: LocalCloud, id: string) => {
  const seen = (await itemsOf(cloud, id)).find((item) => item["sk"]?.S === "SEEN");
  return { times: Number(seen?.["seen"]?.N ?? 0), firstAt: seen?.["at"]?.S };
};

const put = (cloud: LocalCloud, id: string) =>
  fetch(`${cloud.baseUrl}/items/${id}`, { method: "PUT", body: "hello" });

/** Processes of the DynamoDB Local that keeps its data in a folder: Java, and the shell that watches over it. */
const childrenOn = (dataDir: string): readonly string[] => {
  const processes = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  return processes.filter((line) => line.includes("DynamoDBLocal.jar") && line.includes(dataDir));
};

const until = async (isTrue: () => boolean | Promise<boolean>, timeoutMs = 10_000) => {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("it did not happen in time");
};

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("the local cloud", () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await start({ record: true });
  });

  afterAll(async () => {
    await cloud.stop();
  });

  it("answers HTTP with the function the route names, as API Gateway would", async () => {
    const response = await fetch(`${cloud.baseUrl}/echo/a/b%20c?x=1&x=2`, {
      headers: { cookie: "s=1; t=2", "X-Any": "1" },
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const { event, env } = (await response.json()) as { event: unknown; env: Record<string, string> };
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /echo/{proxy+}",
      rawPath: "/echo/a/b%20c",
      rawQueryString: "x=1&x=2",
      queryStringParameters: { x: "1,2" },
      pathParameters: { proxy: "a/b c" },
      cookies: ["s=1", "t=2"],
      headers: { "x-any": "1" },
      isBase64Encoded: false,
    });
    expect(env).toMatchObject({ TABLE_NAME: "tiny-data-Table", AWS_REGION: "us-east-1" });
    expect(env["PATH"], "only the function's own environment").toBeUndefined();
  });

  it("hands binary bodies to the function as base64, and takes binary answers", async () => {
    const sent = await fetch(`${cloud.baseUrl}/items/any`, {
      method: "DELETE",
      body: new Uint8Array([0, 255, 254]),
    });
    expect(await sent.json()).toEqual({ bytes: 4, isBase64Encoded: true });
    const got = await fetch(`${cloud.baseUrl}/items/binary`);
    expect(got.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
  });

  it.each([
    ["/nothing/here", 404, "Not Found"],
    ["/items/throws", 500, "Internal Server Error"],
    ["/items/invalid", 500, "Internal Server Error"],
    ["/items/crash", 500, "Internal Server Error"],
    ["/items/slow", 503, "Service Unavailable"],
  ])("answers %s with %i and tells nothing more", async (path, status, message) => {
    const response = await fetch(cloud.baseUrl + path);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

  it("replaces a function that crashed or timed out", async () => {
    await fetch(`${cloud.baseUrl}/items/crash`);
    expect((await fetch(`${cloud.baseUrl}/items/after-crash`)).status).toBe(200);
  });

  it("refuses a body over 10 MB before any function sees it", async () => {
    const body = new Uint8Array(10 * 1024 * 1024 + 1);
    expect((await fetch(`${cloud.baseUrl}/items/big`, { method: "PUT", body })).status).toBe(413);
  });

  it("carries a write through stream, router, FIFO queue and worker", async () => {
    expect((await put(cloud, "order-1")).status).toBe(201);
    await cloud.idle();
    expect((await seenOf(cloud, "order-1")).times).toBe(1);
    expect(await cloud.logs("api")).toContain("stored order-1");
  });

  it("retries what the worker reports as failed, only that, and moves it to the dead-letter queue", async () => {
    await Promise.all(["good-1", "bad-1", "good-2"].map((id) => put(cloud, id)));
    await cloud.idle();
    expect((await seenOf(cloud, "bad-1")).times).toBe(1);
    await cloud.advance("PT2M");
    expect((await seenOf(cloud, "bad-1")).times).toBe(2);
    await cloud.advance("PT2M");
    const seen = await Promise.all(["good-1", "bad-1", "good-2"].map((id) => seenOf(cloud, id)));
    expect(seen.map(({ times }) => times)).toEqual([1, 2, 1]);
    const dead = (await cloud.deadLetters())["tiny-service-Dead.fifo"];
    expect(dead?.map(({ body }) => JSON.parse(body))).toEqual([{ id: "bad-1" }]);
  });

  it("keeps aside a record that a stream function cannot handle, and goes on with the rest", async () => {
    await Promise.all(["poison-1", "fine-1"].map((id) => put(cloud, id)));
    await cloud.idle();
    expect((await seenOf(cloud, "fine-1")).times).toBe(1);
    const failed = (await cloud.deadLetters())["tiny-service-Failed"];
    expect(failed?.map(({ body }) => JSON.parse(body))).toMatchObject([
      { DDBStreamBatchInfo: { batchSize: 1 } },
    ]);
  });

  it("fires schedules that fall due when time moves, in order, each at its own time", async () => {
    const before = cloud.now();
    const after = await cloud.advance("PT3H");
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(3 * 3_600_000);
    const runs =
      (await itemsOf(cloud, "sweeper"))[0]?.["times"]?.L?.slice(-3).map(({ S }) => S.split(" ")) ?? [];
    expect(runs).toHaveLength(3);
    for (const [scheduled = "", seen = ""] of runs) {
      expect(scheduled).toMatch(/:00:00Z$/);
      expect(Math.abs(Date.parse(seen) - Date.parse(scheduled))).toBeLessThan(2_000);
    }
  });

  it("makes a function's Date tell the moved time", async () => {
    const { now, made } = (await (await fetch(`${cloud.baseUrl}/echo/time`)).json()) as {
      now: number;
      made: string;
    };
    expect(Math.abs(now - cloud.now().getTime())).toBeLessThan(2_000);
    expect(Math.abs(Date.parse(made) - now)).toBeLessThan(100);
    expect(now - Date.now()).toBeGreaterThan(3_600_000);
  });

  it("tells a function of a new object", async () => {
    const s3 = new S3Client({
      endpoint: cloud.endpoints["AWS_ENDPOINT_URL_S3"]!,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    for (const Key of ["in/file one.csv", "elsewhere.csv"]) {
      await s3.send(new PutObjectCommand({ Bucket: "tiny-data-files", Key, Body: "a,b" }));
    }
    await cloud.idle();
    expect((await itemsOf(cloud, "intake")).map((item) => item["body"]?.S)).toEqual(["a,b"]);
  });

  it("records every call a function makes to AWS", async () => {
    const calls = cloud.calls();
    expect(
      calls["router"]?.every(({ service, operation }) => `${service}:${operation}` === "sqs:SendMessage"),
    ).toBe(true);
    expect(calls["api"]).toContainEqual(
      expect.objectContaining({
        service: "dynamodb",
        operation: "PutItem",
        body: expect.objectContaining({ TableName: "tiny-data-Table" }),
      }),
    );
    expect(calls["intake"]).toContainEqual({
      service: "s3",
      operation: "GetObject",
      body: { Bucket: "tiny-data-files", Key: "in/file one.csv" },
    });
    expect(
      calls["intake"]?.filter(({ service }) => service === "s3"),
      "told once",
    ).toHaveLength(1);
    const recorded = await (await fetch(`${cloud.baseUrl}/_local/calls`)).json();
    expect(recorded).toEqual(cloud.calls());
  });

  it("serves the clock, the queues and what callers add under /_local/", async () => {
    cloud.registerLocalRoute("/_local/deliveries", ({ query }) => ({ agency: query.get("agency") }));
    expect(await (await fetch(`${cloud.baseUrl}/_local/deliveries?agency=a`)).json()).toEqual({
      agency: "a",
    });
    const moved = await fetch(`${cloud.baseUrl}/_local/clock`, {
      method: "POST",
      body: '{"advance":"PT1M"}',
    });
    expect(moved.status).toBe(200);
    const refused = await fetch(`${cloud.baseUrl}/_local/clock`, {
      method: "POST",
      body: '{"advance":"tomorrow"}',
    });
    expect(refused.status).toBe(400);
    const queues = (await (await fetch(`${cloud.baseUrl}/_local/queues`)).json()) as Record<string, unknown>;
    expect(Object.keys(queues)).toContain("tiny-service-Work.fifo");
  });

  it("says that a taken port is taken", async () => {
    await expect(start({ port: cloud.port })).rejects.toThrow(`port ${cloud.port} is taken; set PORT`);
  });

  it("empties everything on reset and goes on", async () => {
    await cloud.reset();
    expect(await itemsOf(cloud, "order-1")).toEqual([]);
    await put(cloud, "order-2");
    await cloud.idle();
    expect((await seenOf(cloud, "order-2")).times).toBe(1);
  });
});

describe("a local cloud with a data folder", () => {
  it("keeps data, clock and keys over a restart", async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await put(first, "kept-1");
    await first.idle();
    const moved = await first.advance("P1D");
    await expect(start({ dataDir })).rejects.toThrow("is in use");
    await first.stop();

    const second = await start({ dataDir });
    expect((await seenOf(second, "kept-1")).times).toBe(1);
    expect(second.now().getTime()).toBeGreaterThanOrEqual(moved.getTime());
    expect(second.adminKey).toBe(first.adminKey);
    await put(second, "kept-2");
    await second.idle();
    expect((await seenOf(second, "kept-2")).times).toBe(1);
    await second.stop();
  });

  it("loses nothing when it is killed in the middle, and leaves no child behind", async () => {
    const dataDir = newFolder();
    const module = new URL("../../infra/local/local-cloud.ts", import.meta.url).href;
    const script = `const { startLocalCloud } = await import(${JSON.stringify(module)});
      console.log((await startLocalCloud(${JSON.stringify({ assemblyDir, dataDir })})).baseUrl);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const baseUrl = await new Promise<string>((resolve) =>
      child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim())),
    );
    const ids = Array.from({ length: 60 }, (_, index) => `killed${index % 7}-${index}`);
    const stored: string[] = [];
    const sending = ids.map(async (id) => {
      const response = await fetch(`${baseUrl}/items/${id}`, { method: "PUT", body: "x" }).catch(
        () => undefined,
      );
      if (response?.status === 201) stored.push(id);
    });
    await until(() => stored.length >= 30);
    expect(childrenOn(dataDir)).not.toEqual([]);
    child.kill("SIGKILL");
    await Promise.all(sending);
    await until(() => childrenOn(dataDir).length === 0);

    const cloud = await start({ dataDir });
    await cloud.idle();
    await cloud.advance("PT5M");
    const times = await Promise.all(stored.map(async (id) => (await seenOf(cloud, id)).times));
    expect(times.filter((each) => each === 0)).toEqual([]);
    await cloud.stop();
    expect(childrenOn(dataDir)).toEqual([]);
  });
});
