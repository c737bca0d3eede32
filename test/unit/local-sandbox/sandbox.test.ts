import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalRoute } from "../../../infra/local/http/api-gateway.ts";
import { startSandbox, type Sandbox } from "../../../infra/local/sandbox/sandbox.ts";
import { agencySeeds, livelySeeds, lenderSeeds } from "../../../infra/local/sandbox/sandbox-seed.ts";
import { CreateKeyRequest } from "../../../shared/access/wire.ts";
import { DialectBody } from "../../../shared/dialects/wire.ts";
import { AgencyBody } from "../../../shared/agencies/wire.ts";
import { ContractBody } from "../../../shared/contracts/wire.ts";
import { AgencyId, LenderId } from "../../../shared/kernel/ids.ts";
import { LenderBody } from "../../../shared/lenders/wire.ts";
import { stubGateway, type Reply, type Seen } from "./stub-gateway.ts";

let dataDir: string;
let gateway: Awaited<ReturnType<typeof stubGateway>>;
let valid: Set<string>;
const routes = new Map<string, LocalRoute>();
const running: Sandbox[] = [];

const admin = (seen: Seen, index: number): Reply => {
  if (seen.method === "PUT") return { status: 200 };
  if (seen.method === "GET") {
    const key = seen.headers.authorization?.slice("Bearer ".length) ?? "";
    return valid.has(key) ? { status: 200, body: { items: [] } } : { status: 401 };
  }
  const apiKey = `gw_dev_k${index}_secret`;
  valid.add(apiKey);
  return {
    status: 201,
    body: { keyId: `k${index}`, apiKey, ...CreateKeyRequest.parse(JSON.parse(seen.body)) },
  };
};

const start = async (options: { lively?: boolean } = {}) => {
  const cloud = {
    baseUrl: gateway.baseUrl,
    adminKey: "gw_dev_operator_x",
    now: () => new Date(),
    onAdvance: () => undefined,
    registerLocalRoute: (path: string, route: LocalRoute) => void routes.set(path, route),
  };
  const sandbox = await startSandbox(cloud, { dataDir, ...options });
  running.push(sandbox);
  return sandbox;
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sandbox-test-"));
  valid = new Set();
  gateway = await stubGateway(admin);
});

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
  await gateway.close();
  await rm(dataDir, { recursive: true });
});

const puts = (pattern: RegExp) =>
  gateway.seen.filter(({ method, path }) => method === "PUT" && pattern.test(path));
const fileContent = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(dataDir, "sandbox.json"), "utf8"));

describe("starting the sandbox", () => {
  it("registers two lenders, more than six agencies and their contracts as documented", async () => {
    await start();
    expect(lenderSeeds.every(({ id }) => LenderId.safeParse(id).success)).toBe(true);
    expect(agencySeeds.every(({ id }) => AgencyId.safeParse(id).success)).toBe(true);
    const [lenders, agencies, contracts] = [
      puts(/lenders\/[^/]+$/u),
      puts(/agencies\/[^/]+$/u),
      puts(/contracts/u),
    ];
    expect(lenders).toHaveLength(2);
    expect(agencies.length).toBeGreaterThan(6);
    expect(contracts.length).toBeGreaterThan(agencies.length);
    for (const { body } of lenders) expect(LenderBody.safeParse(JSON.parse(body)).error).toBeUndefined();
    for (const { body } of agencies) expect(AgencyBody.safeParse(JSON.parse(body)).error).toBeUndefined();
    for (const { body } of contracts) expect(ContractBody.safeParse(JSON.parse(body)).error).toBeUndefined();
  });

  it("leaves regions that nobody is licensed for", async () => {
    const licensed = new Set(agencySeeds.flatMap(({ states }) => states));
    expect(licensed.has("CA")).toBe(true);
    expect(licensed.has("ME")).toBe(false);
    expect(licensed.has("NH")).toBe(false);
  });

  it("writes the keys where only their owner can read them", async () => {
    const sandbox = await start();
    expect((await stat(join(dataDir, "sandbox.json"))).mode & 0o777).toBe(0o600);
    const content = await fileContent();
    expect(content).toEqual({
      baseUrl: gateway.baseUrl,
      admin: { apiKey: "gw_dev_operator_x" },
      finance: { apiKey: expect.stringMatching(/^gw_/u) },
      lenders: lenderSeeds.map(({ id }) => ({ id, apiKey: expect.stringMatching(/^gw_/u) })),
      agencies: agencySeeds.map(({ id }) => ({
        id,
        apiKey: expect.stringMatching(/^gw_/u),
        webhookSecret: expect.stringMatching(/^whsec_/u),
        endpointUrl: sandbox.agenciesAtWork.endpointOf(id),
      })),
    });
    expect(new Set(sandbox.agencies.map(({ apiKey }) => apiKey)).size).toBe(agencySeeds.length);
  });

  it("shows what the agencies got under /_local/deliveries", async () => {
    await start();
    const query = new URLSearchParams();
    const answer = routes.get("/_local/deliveries")?.({
      method: "GET",
      path: "/_local/deliveries",
      query,
      body: "",
    });
    expect(answer).toEqual({ items: [] });
  });
});

describe("a lively sandbox", () => {
  it("has two agencies more, which are not posted to", async () => {
    const { agencies } = await start({ lively: true });
    const fetching = agencies.filter(({ endpointUrl }) => endpointUrl === undefined);
    expect(fetching.map(({ id }) => id)).toEqual(
      livelySeeds.filter(({ reach }) => reach !== "PUSH").map(({ id }) => id),
    );
    const bodies = puts(/agencies\/[^/]+$/u).map(({ path, body }) => ({
      id: path.split("/").at(-1),
      body: AgencyBody.parse(JSON.parse(body)),
    }));
    const [pull, file] = fetching.map(({ id }) => bodies.find((one) => one.id === id)?.body);
    expect([pull?.endpointUrl, pull?.handOff.file]).toEqual([undefined, false]);
    expect([file?.endpointUrl, file?.handOff.file]).toEqual([undefined, true]);
  });
});

describe("the words of the agencies", () => {
  it("are told to the gateway when they are lively", async () => {
    await start({ lively: true });
    const told = puts(/agencies\/[^/]+\/dialect$/u);
    expect(told.length).toBeGreaterThan(3);
    for (const { body } of told) expect(DialectBody.safeParse(JSON.parse(body)).error).toBeUndefined();
  });

  it("are the gateway's own when they are tame", async () => {
    await start();
    expect(puts(/agencies\/[^/]+\/dialect$/u)).toEqual([]);
  });
});

describe("starting it again over kept data", () => {
  it("uses the same keys, secrets and endpoints", async () => {
    const first = await start();
    const before = await fileContent();
    await first.stop();
    await start();
    expect(await fileContent()).toEqual(before);
  });

  it("makes new keys when the old ones open nothing any more", async () => {
    const first = await start();
    await first.stop();
    valid.clear();
    const second = await start();
    expect(second.finance.apiKey).not.toBe(first.finance.apiKey);
    expect(second.agencies[0]?.webhookSecret).toBe(first.agencies[0]?.webhookSecret);
  });

  it("listens elsewhere when its port is taken, and says so to the gateway", async () => {
    const first = await start();
    const second = await start();
    expect(second.agencies[0]?.endpointUrl).not.toBe(first.agencies[0]?.endpointUrl);
    const [{ body } = { body: "{}" }] = puts(/agencies\/[^/]+$/u).slice(-1);
    expect(second.agencies.map(({ endpointUrl }) => endpointUrl)).toContain(
      AgencyBody.parse(JSON.parse(body)).endpointUrl,
    );
  });

  it("begins anew over a file that is not one of ours", async () => {
    await writeFile(join(dataDir, "sandbox.json"), "{}");
    expect((await start()).lenders).toHaveLength(2);
  });
});
