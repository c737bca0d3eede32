import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PortTaken, startApiGateway, type LocalRoute } from "./http/api-gateway.ts";
import { readAssembly } from "./plan/assembly.ts";
import { startBackingServices, type BackingServices } from "./stores/backing-services.ts";
import { createCallRecord } from "./lambda/call-record.ts";
import { createClock, type Clock } from "./clock/clock.ts";
import { lockDataDir } from "./stores/data-lock.ts";
import { createEventSources, type EventSources } from "./sources/event-sources.ts";
import { freePort } from "./free-port.ts";
import { startLambdaHost, type LambdaHost } from "./lambda/lambda-host.ts";
import type { LocalCloud, LocalCloudOptions } from "./local-cloud-model.ts";
import { localRoutes } from "./http/local-routes.ts";
import { operatorKey, operatorParameters } from "./operator-key.ts";
import { readPlan } from "./plan/plan.ts";
import type { Plan } from "./plan/plan-model.ts";
import { queueViews } from "./sources/queue-views.ts";
import { createQuiet } from "./clock/quiet.ts";
import { scheduleEvent } from "./sources/schedule-event.ts";
import { sharedOffset } from "./clock/virtual-time.ts";

export type { LocalCloud, LocalCloudOptions } from "./local-cloud-model.ts";

const accountId = "000000000000";
const idleMsMax = 120_000;
/** A step of the clock waits no longer than this for what it set off. */
const settleMsMax = 15_000;

/** What is undone when the local cloud stops, last first. */
type CleanUp = (() => unknown)[];

/**
 * Runs a synthesised cloud assembly: stores, queues, functions, routes, triggers, and a clock that can be moved.
 *
 * @throws PortTaken, MissingTool, DataFolderInUse or UnsupportedTemplate, each with a message for the person at it.
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const cleanUp: CleanUp = [];
  const stop = async (): Promise<void> => {
    for (const each of cleanUp.splice(0).toReversed()) await each();
  };
  try {
    const ground = await layGround(options, cleanUp);
    const machinery = await startMachinery(ground, cleanUp);
    return await openDoors({ ...ground, ...machinery, stop }, cleanUp);
  } catch (error) {
    await stop();
    throw error;
  }
}

type Ground = {
  readonly options: LocalCloudOptions;
  readonly port: number;
  readonly plan: Plan;
  readonly adminKey: string;
  readonly clockOffset: ReturnType<typeof sharedOffset>;
  readonly logsDir: string;
  readonly backing: BackingServices;
};

/** The port, the data folder, the stores, and the plan that now knows their addresses. */
async function layGround(options: LocalCloudOptions, cleanUp: CleanUp): Promise<Ground> {
  const { dataDir, isShortLived = false } = options;
  const region = options.region ?? "us-east-1";
  const assembly = await readAssembly(
    resolve(options.assemblyDir ?? join(import.meta.dirname, "../../cdk.out")),
  );
  const port = await wantedPort(options.port ?? 0);
  if (dataDir !== undefined) cleanUp.push(lockDataDir(dataDir));
  const logsDir = await logsFolder(options, cleanUp);
  const adminKey = operatorKey(dataDir);
  const clockOffset = sharedOffset();
  const backing = await startBackingServices({ region, offset: clockOffset, dataDir, isShortLived });
  cleanUp.push(backing.stop);
  const plan = readPlan(assembly, {
    region,
    accountId,
    sqsEndpoint: `http://127.0.0.1:${backing.emulators.port}`,
    apiEndpoint: `http://127.0.0.1:${port}`,
    parameters: { ...operatorParameters(assembly, adminKey), ...options.parameters },
  });
  await backing.provide(plan);
  return { options, port, plan, adminKey, clockOffset, logsDir, backing };
}

async function wantedPort(wanted: number): Promise<number> {
  const port = await freePort(wanted);
  if (wanted !== 0 && port !== wanted) throw new PortTaken(wanted);
  return port;
}

async function logsFolder({ logsDir, dataDir }: LocalCloudOptions, cleanUp: CleanUp): Promise<string> {
  if (logsDir !== undefined) return logsDir;
  if (dataDir !== undefined) return join(dataDir, "logs");
  const temporary = await mkdtemp(join(tmpdir(), "local-cloud-logs-"));
  cleanUp.push(() => rm(temporary, { recursive: true, force: true }));
  return temporary;
}

type Machinery = {
  readonly host: LambdaHost;
  readonly sources: EventSources;
  readonly clock: Clock;
  readonly record: ReturnType<typeof createCallRecord>;
  readonly idle: (timeoutMs?: number) => Promise<void>;
  readonly invoke: LambdaHost["invoke"];
};

/** The functions, what feeds them, and the clock. */
async function startMachinery(
  { options, plan, clockOffset, logsDir, backing }: Ground,
  cleanUp: CleanUp,
): Promise<Machinery> {
  const { dataDir } = options;
  const record = createCallRecord();
  const host = await startLambdaHost({
    functions: plan.functions,
    clock: clockOffset,
    logsDir,
    region: plan.region,
    endpoints: backing.endpoints,
    recordedS3Port: options.record === true ? backing.emulators.port : undefined,
    onCall: record.add,
  });
  cleanUp.push(host.stop);
  const now = (): Date => new Date(Date.now() + (clockOffset[0] ?? 0));
  const report = (problem: unknown): void => console.error("local cloud:", problem);
  const invoke: LambdaHost["invoke"] = async (functionArn, payload) => {
    const outcome = await host.invoke(functionArn, payload);
    sources.hint();
    return outcome;
  };
  const sources = createEventSources({ ...backing, plan, dataDir, now, invoke, report });
  cleanUp.push(sources.stop);
  const quiet = createQuiet(host, sources);
  const clock = createClock({
    offset: clockOffset,
    schedules: plan.schedules,
    dataDir,
    fire: async (schedule, at) => void (await invoke(schedule.functionArn, scheduleEvent(schedule, at))),
    settle: () => quiet(settleMsMax).catch(report),
  });
  cleanUp.push(clock.stop);
  await sources.start();
  clock.start();
  return { host, sources, clock, record, invoke, idle: (timeoutMs = idleMsMax) => quiet(timeoutMs) };
}

type House = Ground & Machinery & { readonly stop: () => Promise<void> };

/** The HTTP API and what is under `/_local/`. */
async function openDoors(house: House, cleanUp: CleanUp): Promise<LocalCloud> {
  const { plan, port, backing, clock, host, invoke } = house;
  const routes = new Map<string, LocalRoute>();
  const gateway = await startApiGateway({
    port,
    routes: plan.routes,
    invoke,
    now: clock.now,
    localRoute: (path) => routes.get(path),
  });
  cleanUp.push(gateway.close);
  const cloud: LocalCloud = {
    baseUrl: `http://127.0.0.1:${gateway.port}`,
    port: gateway.port,
    plan,
    adminKey: house.adminKey,
    endpoints: backing.endpoints,
    now: clock.now,
    advance: clock.advance,
    onAdvance: clock.onAdvance,
    idle: house.idle,
    calls: house.record.all,
    logs: host.logs,
    ...queueViews(plan, backing.emulators),
    invoke: (label, payload) => invokeByLabel(label, payload, house),
    registerLocalRoute: (path, route) => void routes.set(path, route),
    reset: () => backing.empty(plan),
    stop: house.stop,
  };
  for (const [path, route] of Object.entries(localRoutes(cloud))) routes.set(path, route);
  return cloud;
}

async function invokeByLabel(label: string, payload: unknown, { plan, invoke }: House): Promise<unknown> {
  const found = plan.functions.find((each) => each.label === label || each.name === label);
  if (found === undefined) throw new Error(`no function ${label}`);
  const outcome = await invoke(found.arn, JSON.stringify(payload));
  if (outcome.ok) return JSON.parse(outcome.payload);
  throw new Error(`${label}: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
}
