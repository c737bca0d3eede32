import type { TestProject } from "vitest/node";
import { startLocalCloud, type LocalCloud } from "../../infra/local/local-cloud.ts";
import type { TablePlan } from "../../infra/local/plan/plan-model.ts";
import { connectDynamoDb, ensureTable } from "../../infra/local/stores/stores.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";

/** Where the run's local cloud is, for the processes that run tests. */
export type CloudAddress = {
  readonly baseUrl: string;
  readonly adminKey: string;
  readonly endpoints: Readonly<Record<string, string>>;
  /** The gateway's table: what is written there is carried on by the running functions. */
  readonly tableName: string;
  /** A table of the same shape without a stream or an expiry: nothing but the test touches it. */
  readonly quietTableName: string;
  readonly personalDataKeyArn: string;
  readonly sealsBucket: string;
};

declare module "vitest" {
  /** An interface, for only those merge with what vitest declares. */
  interface ProvidedContext {
    cloud: CloudAddress;
  }
}

type Shared = { readonly cloud: Promise<LocalCloud>; users: number };

/** Every project runs this file on its own; they find each other's cloud in the process. */
const holder = globalThis as { sharedCloud?: Shared | undefined };

/** One local cloud, in memory, for all projects of a run. */
export async function setup(project: TestProject): Promise<void> {
  holder.sharedCloud ??= { cloud: start(), users: 0 };
  holder.sharedCloud.users += 1;
  project.provide("cloud", addressOf(await holder.sharedCloud.cloud));
}

export async function teardown(): Promise<void> {
  const { sharedCloud } = holder;
  if (sharedCloud === undefined) return;
  sharedCloud.users -= 1;
  if (sharedCloud.users > 0) return;
  holder.sharedCloud = undefined;
  await (await sharedCloud.cloud).stop();
}

async function start(): Promise<LocalCloud> {
  await ensureAssembly((line) => console.error(line));
  const cloud = await startLocalCloud();
  await createQuietTable(cloud);
  return cloud;
}

async function createQuietTable(cloud: LocalCloud): Promise<void> {
  const { port } = new URL(cloud.endpoints["AWS_ENDPOINT_URL_DYNAMODB"]!);
  const dynamodb = connectDynamoDb(Number(port), cloud.plan.region);
  const { name } = tableOf(cloud);
  // Its tests live on a day of their own, long ago by the store's clock: what is due to expire then must stay.
  const quietly = { streamViewType: undefined, ttlAttribute: undefined };
  await ensureTable(dynamodb, { ...tableOf(cloud), name: quiet(name), ...quietly });
  dynamodb.close();
}

const quiet = (name: string): string => `${name}-quiet`;

function tableOf({ plan }: LocalCloud): TablePlan {
  const [table] = plan.tables;
  if (table === undefined) throw new Error("the plan has no table");
  return table;
}

function addressOf(cloud: LocalCloud): CloudAddress {
  const lenderApi = cloud.plan.functions.find(({ label }) => label === "lender-api");
  const bookkeeper = cloud.plan.functions.find(({ label }) => label === "bookkeeper");
  const { name } = tableOf(cloud);
  return {
    baseUrl: cloud.baseUrl,
    adminKey: cloud.adminKey,
    endpoints: cloud.endpoints,
    tableName: name,
    quietTableName: quiet(name),
    sealsBucket: bookkeeper?.environment["SEALS_BUCKET"] ?? "",
    personalDataKeyArn: lenderApi?.environment["PERSONAL_DATA_KEY_ARN"] ?? "",
  };
}
