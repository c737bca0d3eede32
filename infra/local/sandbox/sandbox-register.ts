import { randomBytes } from "node:crypto";
import * as z from "zod";
import { tongueOf } from "../agencies/pretend-agency-tongues.ts";
import { mapBounded } from "./sandbox-bounded.ts";
import { callGateway, demand } from "./sandbox-client.ts";
import type { SandboxFile } from "./sandbox-file.ts";
import { agencyBody, contractBody, lenderSeeds, plan, type AgencySeed } from "./sandbox-seed.ts";

const CONCURRENCY = 3;

/** Whoever may register: where the gateway is, and the operator's key. */
export type Registrar = { readonly baseUrl: string; readonly adminKey: string };

/** Which agencies there shall be, and where those that are posted to listen. */
export type Seating = {
  readonly seeds: readonly AgencySeed[];
  readonly endpointOf: (agencyId: string) => string;
};

/** Registers everybody through the admin API. What an earlier start left is used again as far as it is valid. */
export async function registerAll(
  cloud: Registrar,
  { seeds, endpointOf }: Seating,
  before: SandboxFile | undefined,
): Promise<SandboxFile> {
  const put = async (path: string, body: unknown): Promise<unknown> =>
    demand(cloud.baseUrl, { method: "PUT", path, apiKey: cloud.adminKey, body }, 200, 201);
  const seats = seeds.map((seed) => {
    const kept = before?.agencies.find(({ id }) => id === seed.id)?.webhookSecret;
    return {
      seed,
      webhookSecret: kept ?? newSecret(),
      endpointUrl: seed.reach === "PUSH" ? endpointOf(seed.id) : undefined,
    };
  });
  for (const { id, body } of lenderSeeds) {
    await put(`/v1/lenders/${id}`, body);
    await put(`/v1/lenders/${id}/commission-plans/${plan.planRef}`, plan.body);
  }
  await mapBounded(seats, CONCURRENCY, async ({ seed, endpointUrl, webhookSecret }) => {
    await put(`/v1/agencies/${seed.id}`, agencyBody(seed, endpointUrl, webhookSecret));
    for (const lenderId of seed.lenders)
      await put(`/v1/lenders/${lenderId}/contracts/${seed.id}`, contractBody(seed));
  });
  const keyOf = await keyring(cloud, before);
  return {
    baseUrl: cloud.baseUrl,
    admin: { apiKey: cloud.adminKey },
    finance: { apiKey: await keyOf("finance", { kind: "FINANCE" }) },
    lenders: await inOrder(lenderSeeds, async ({ id }) => ({
      id,
      apiKey: await keyOf(id, { kind: "LENDER", lenderId: id }),
    })),
    agencies: await inOrder(seats, async ({ seed: { id }, webhookSecret, endpointUrl }) => ({
      id,
      apiKey: await keyOf(id, { kind: "AGENCY", agencyId: id }),
      webhookSecret,
      ...(endpointUrl !== undefined && { endpointUrl }),
    })),
  };
}

/** Tells the gateway in which words agencies report that have words of their own. */
export async function registerDialects(cloud: Registrar, seeds: readonly AgencySeed[]): Promise<void> {
  await mapBounded(seeds, CONCURRENCY, async ({ id, tongue }) => {
    const dialect = tongueOf[tongue]?.dialect;
    if (dialect !== undefined) await putDialect(cloud, id, dialect);
  });
}

export const putDialect = async (
  { baseUrl, adminKey: apiKey }: Registrar,
  agencyId: string,
  body: unknown,
): Promise<unknown> =>
  demand(baseUrl, { method: "PUT", path: `/v1/agencies/${agencyId}/dialect`, apiKey, body }, 200, 201);

type Keyring = (owner: string, principal: Readonly<Record<string, string>>) => Promise<string>;

/** The keys of the last start while they still open the door, new ones otherwise. */
async function keyring(cloud: Registrar, before: SandboxFile | undefined): Promise<Keyring> {
  const kept = new Map<string, string>();
  if (before !== undefined && (await stillValid(cloud, before))) {
    kept.set("finance", before.finance.apiKey);
    for (const { id, apiKey } of [...before.lenders, ...before.agencies]) kept.set(id, apiKey);
  }
  return async (owner, principal) => kept.get(owner) ?? newKey(cloud, owner, principal);
}

/** Keys are created together, so those that can read stand for the agencies', which cannot. */
async function stillValid(cloud: Registrar, { finance, lenders }: SandboxFile): Promise<boolean> {
  const [first] = lenders;
  if (first === undefined) return false;
  const statuses = await inOrder([{ ...finance, id: first.id }, ...lenders], async ({ id, apiKey }) => {
    const call = { method: "GET", path: `/v1/accounts?limit=1&lenderId=${id}`, apiKey } as const;
    return (await callGateway(cloud.baseUrl, call)).status;
  });
  return statuses.every((status) => status === 200);
}

const CreatedKey = z.object({ apiKey: z.string() });

async function newKey(
  cloud: Registrar,
  owner: string,
  principal: Readonly<Record<string, string>>,
): Promise<string> {
  const body = { principal, label: `sandbox ${owner}` };
  const created = await demand(
    cloud.baseUrl,
    { method: "POST", path: "/v1/keys", apiKey: cloud.adminKey, body },
    201,
  );
  return CreatedKey.parse(created).apiKey;
}

const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

async function inOrder<T, R>(values: readonly T[], task: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const value of values) results.push(await task(value));
  return results;
}
