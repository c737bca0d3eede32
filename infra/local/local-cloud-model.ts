import type { LocalRoute } from "./http/api-gateway.ts";
import type { RecordedCalls } from "./lambda/call-record.ts";
import type { ClockListener } from "./clock/clock.ts";
import type { QueuedMessage } from "./stores/emulators-model.ts";
import type { Plan } from "./plan/plan-model.ts";

export type LocalCloudOptions = {
  /** The synthesised cloud assembly; `cdk.out` of this repository when left out. */
  readonly assemblyDir?: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** Where everything is kept; left out, everything is in memory. */
  readonly dataDir?: string;
  /** One file per function; left out, `logs` in the data folder or a temporary one. */
  readonly logsDir?: string;
  /** It will be stopped within minutes: starting fast is worth more than running fast. */
  readonly isShortLived?: boolean;
  /** Record every call that functions make to AWS. */
  readonly record?: boolean;
  /** Values of template parameters. `AdminKeyHash` is made when it is not given. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly region?: string;
};

export type QueueDepth = { readonly ready: number; readonly delayed: number; readonly inFlight: number };

/** The template, running on this machine. */
export type LocalCloud = {
  readonly baseUrl: string;
  readonly port: number;
  readonly plan: Plan;
  /** The operator's API key, whose hash the functions were given. */
  readonly adminKey: string;
  /** Endpoints of the emulators by the SDK's variable names, for clients of the caller's own. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly now: () => Date;
  /** Moves time by an ISO 8601 duration; resolves when what fell due on the way has been worked off. */
  readonly advance: (duration: string) => Promise<Date>;
  readonly onAdvance: (listener: ClockListener) => void;
  /** Resolves when nothing runs and nothing waits that could run now. @throws Error naming what is still busy. */
  readonly idle: (timeoutMs?: number) => Promise<void>;
  readonly calls: () => RecordedCalls;
  /** What a function has written, by its label. */
  readonly logs: (label: string) => Promise<string>;
  readonly queues: () => Promise<Readonly<Record<string, QueueDepth>>>;
  /** Messages in dead-letter and on-failure queues, by queue. */
  readonly deadLetters: () => Promise<Readonly<Record<string, readonly QueuedMessage[]>>>;
  /** Invokes a function by its label, as an operator would from the console. */
  readonly invoke: (label: string, payload: unknown) => Promise<unknown>;
  /** Serves one more path under `/_local/`. */
  readonly registerLocalRoute: (path: string, route: LocalRoute) => void;
  /** Deletes all data; functions, clock and keys stay. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
