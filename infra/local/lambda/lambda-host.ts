import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileCache } from "../compile-cache.ts";
import type { AwsCall, Outcome } from "./lambda-protocol.ts";
import { startThread, type LambdaThread } from "./lambda-thread.ts";
import type { FunctionPlan } from "../plan/plan-model.ts";
import type { SharedOffset } from "../clock/virtual-time.ts";

export type LambdaHostSettings = {
  readonly functions: readonly FunctionPlan[];
  readonly clock: SharedOffset;
  readonly logsDir: string;
  readonly region: string;
  /** Endpoints of the emulators, as the SDK reads them from the environment. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly recordedS3Port: number | undefined;
  readonly onCall: (label: string, call: AwsCall) => void;
};

/** Runs the functions. */
export type LambdaHost = {
  /** Invokes a function by its ARN, waiting for its answer. */
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  /** How many invocations are running. */
  readonly running: () => number;
  /** How many invocations have ended so far. */
  readonly ended: () => number;
  readonly logs: (label: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts every function and waits until each bundle is imported.
 *
 * @throws Error naming the function whose bundle does not load: a missing variable shows here, not at the first request.
 */
export async function startLambdaHost(settings: LambdaHostSettings): Promise<LambdaHost> {
  mkdirSync(settings.logsDir, { recursive: true });
  const pools = new Map(settings.functions.map((plan) => [plan.arn, poolOf(plan, settings)]));
  const counters = { running: 0, ended: 0 };
  const stop = async (): Promise<void> => {
    await Promise.all([...pools.values()].map((pool) => pool.stop()));
  };
  try {
    await Promise.all([...pools.values()].map((pool) => pool.warm()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    invoke: async (functionArn, payload) => {
      const pool = pools.get(functionArn);
      if (pool === undefined) throw new Error(`no function ${functionArn}`);
      counters.running += 1;
      try {
        return await pool.invoke(payload);
      } finally {
        counters.running -= 1;
        counters.ended += 1;
      }
    },
    running: () => counters.running,
    ended: () => counters.ended,
    logs: (label) => readFile(logFileOf(label, settings), "utf8"),
    stop,
  };
}

type Pool = {
  readonly warm: () => Promise<void>;
  readonly invoke: (payload: string) => Promise<Outcome>;
  readonly stop: () => Promise<void>;
};

/** The current copy of a function; a copy that crashed or timed out is replaced at the next invocation. */
function poolOf(plan: FunctionPlan, settings: LambdaHostSettings): Pool {
  const start = (): LambdaThread =>
    startThread({
      start: {
        clock: settings.clock.buffer,
        logFile: logFileOf(plan.label, settings),
        modulePath: join(plan.codePath, `${plan.module}.mjs`),
        exportName: plan.exportName,
        functionName: plan.name,
        functionArn: plan.arn,
        memoryMb: plan.memoryMb,
        recordedS3Port: settings.recordedS3Port,
      },
      environment: environmentOf(plan, settings),
      onCall: (call) => settings.onCall(plan.label, call),
    });
  let thread = start();
  return {
    warm: async () => {
      try {
        await thread.ready;
      } catch (error) {
        throw new Error(
          `${plan.label} does not load: ${error instanceof Error ? error.message : String(error)}`,
          {
            cause: error,
          },
        );
      }
    },
    invoke: (payload) => {
      if (!thread.isUsable()) thread = start();
      return thread.invoke(payload, plan.timeoutMs);
    },
    stop: () => thread.stop(),
  };
}

function logFileOf(label: string, { logsDir }: LambdaHostSettings): string {
  return join(logsDir, `${label}.log`);
}

/** The function's own variables and what the Lambda runtime sets, nothing of this process. */
function environmentOf(
  plan: FunctionPlan,
  { region, endpoints }: LambdaHostSettings,
): Readonly<Record<string, string>> {
  return {
    ...plan.environment,
    ...endpoints,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_LAMBDA_FUNCTION_NAME: plan.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${plan.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: plan.codePath,
    _HANDLER: `${plan.module}.${plan.exportName}`,
    // A developer's own profile must not decide where a function's calls go.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...compileCache,
  };
}
