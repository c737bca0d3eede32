import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import type { AwsCall } from "../../infra/local/lambda/lambda-protocol.ts";
import { startLocalCloud, type LocalCloud } from "../../infra/local/local-cloud.ts";
import { portfolio } from "../../infra/local/sandbox/portfolio.ts";
import { demand } from "../../infra/local/sandbox/sandbox-client.ts";
import { answerParent } from "./child.ts";
import { cpuUs } from "./load.ts";
import { signedCallback, type Seat } from "./payment-callback.ts";

// A process of its own: the local cloud in memory, and one lender's accounts placed with one agency.

export type CloudQuestion =
  | {
      readonly ask: "start";
      readonly record: boolean;
      readonly accounts: number;
      /** Whether the agency has taken the accounts already. */
      readonly acknowledged: boolean;
      /** Where the agency gets its deliveries; left out, they are taken here and no more is said. */
      readonly endpointUrl?: string;
    }
  /** The calls of the callback function from the nth on. */
  | { readonly ask: "calls"; readonly from: number }
  | { readonly ask: "cpu" }
  /** Answered when nothing runs and nothing waits. */
  | { readonly ask: "idle" };

/** An account as it was handed to the agency. */
export type PlacedCase = { readonly placementId: string; readonly amount: number };

export type CloudReady = {
  readonly port: number;
  readonly region: string;
  readonly dynamodb: string;
  readonly table: string;
  readonly seat: Seat;
  readonly placements: readonly PlacedCase[];
};

const LABEL = "agency-api";

let cloud: LocalCloud | undefined;
// An agency that takes every delivery and says no more.
const agency = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});

answerParent(
  async (question: CloudQuestion) => {
    if (question.ask === "start") return start(question);
    if (question.ask === "calls") return callsFrom(question.from);
    if (question.ask === "idle") return cloud?.idle();
    return cpuUs();
  },
  async () => {
    agency.closeAllConnections();
    agency.close();
    await cloud?.stop();
  },
);

const callsFrom = (from: number): readonly AwsCall[] => (cloud?.calls()[LABEL] ?? []).slice(from);

type Start = Extract<CloudQuestion, { ask: "start" }>;

async function start({ record, accounts, acknowledged, endpointUrl }: Start): Promise<CloudReady> {
  await new Promise<void>((resolve) => agency.listen(0, "127.0.0.1", resolve));
  cloud = await startLocalCloud({ record });
  const own = `http://127.0.0.1:${(agency.address() as AddressInfo).port}/`;
  const { seat, lenderKey } = await registered(cloud, endpointUrl ?? own);
  const placements = await placed(cloud, lenderKey, accounts);
  if (acknowledged) await acknowledgedAll(cloud.baseUrl, seat, placements);
  await cloud.idle();
  const { port, plan, endpoints } = cloud;
  return {
    port,
    region: plan.region,
    dynamodb: endpoints["AWS_ENDPOINT_URL_DYNAMODB"] ?? "",
    table: plan.tables[0]?.name ?? "",
    seat,
    placements,
  };
}

async function registered(
  { baseUrl, adminKey }: LocalCloud,
  endpointUrl: string,
): Promise<{ seat: Seat; lenderKey: string }> {
  const [lenderId, agencyId] = [`lnd_${ulid()}`, `agy_${ulid()}`];
  const webhookSecret = `whsec_${randomBytes(32).toString("base64")}`;
  const put = (path: string, body: unknown) =>
    demand(baseUrl, { method: "PUT", path, apiKey: adminKey, body }, 200, 201);
  const newKey = async (principal: unknown): Promise<string> => {
    const body = { principal, label: "bench" };
    const made = await demand(baseUrl, { method: "POST", path: "/v1/keys", apiKey: adminKey, body }, 201);
    return (made as { apiKey: string }).apiKey;
  };
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const policy = { daysPastDueMin: 0, balanceMin: usd(1), balanceMax: usd(100_000_000_00), cooldownDays: 0 };
  await put(`/v1/lenders/${lenderId}`, { name: "Bench Sample Bank", policy });
  await put(`/v1/agencies/${agencyId}`, {
    name: "Bench Pretend Recovery",
    status: "ACTIVE",
    licences: states.map((state) => ({
      region: `US-${state}`,
      number: `B-${state}`,
      expiresOn: "2099-12-31",
    })),
    endpointUrl,
    webhookSecrets: [webhookSecret],
    eventsPerMinute: 600_000,
  });
  await put(`/v1/lenders/${lenderId}/contracts/${agencyId}`, {
    currency: "USD",
    validFrom: "2020-01-01",
    share: 1,
    capacity: 1_000_000,
  });
  const lenderKey = await newKey({ kind: "LENDER", lenderId });
  const apiKey = await newKey({ kind: "AGENCY", agencyId });
  return { seat: { agencyId, apiKey, webhookSecret }, lenderKey };
}

const states =
  "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY".split(
    " ",
  );

/** The first loans of the portfolio that are eligible, placed. */
async function placed({ baseUrl, now }: LocalCloud, lenderKey: string, count: number): Promise<PlacedCase[]> {
  const cases: PlacedCase[] = [];
  const today = now().toISOString().slice(0, 10);
  for (const body of portfolio(count * 2, today)) {
    if (cases.length === count) return cases;
    const call = { method: "POST", path: "/v1/accounts", apiKey: lenderKey, body } as const;
    const made = await demand(baseUrl, { ...call, idempotencyKey: body.lenderAccountRef }, 201);
    const { accountId, lifecycle } = made as { accountId: string; lifecycle: string };
    if (lifecycle !== "OFFERED") continue;
    const amount = body.balance.reduce((sum, part) => sum + part.amount.amount, 0);
    cases.push({ placementId: `plc_${accountId.slice("acc_".length)}_1`, amount });
  }
  throw new Error(`only ${cases.length} of ${count} accounts are eligible`);
}

async function acknowledgedAll(baseUrl: string, seat: Seat, cases: readonly PlacedCase[]): Promise<void> {
  for (const { placementId, amount } of cases) {
    const data = { balance: { amount, currency: "USD" } };
    const acknowledgement = { eventType: "placement.acknowledged", data };
    const { path, headers, body } = signedCallback(seat, placementId, acknowledgement);
    const response = await fetch(baseUrl + path, { method: "POST", headers, body });
    if (response.status !== 202)
      throw new Error(`acknowledging: ${response.status} ${await response.text()}`);
  }
}
