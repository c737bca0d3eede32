import { join } from "node:path";
import type { LocalRoute } from "../http/api-gateway.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { openPretendAgencies, type PretendAgencies } from "../pretend-agency.ts";
import type { Worker } from "../agencies/pretend-agency-case.ts";
import type { Journal } from "../agencies/pretend-agency-journal.ts";
import { readSandboxFile, writeSandboxFile, type SandboxFile } from "./sandbox-file.ts";
import { agencySeeds, livelySeeds, type AgencySeed } from "./sandbox-seed.ts";
import { registerAll, registerDialects } from "./sandbox-register.ts";

/** What the sandbox needs of the local cloud. */
export type SandboxCloud = Pick<
  LocalCloud,
  "baseUrl" | "adminKey" | "now" | "onAdvance" | "registerLocalRoute"
>;

export type Sandbox = SandboxFile & {
  readonly agenciesAtWork: PretendAgencies;
  /** Lines for a person who has just started it. */
  readonly summary: readonly string[];
  /** Resolves when no agency has callbacks left to send: true, or false when the time was up first. */
  readonly quiet: (timeoutMs?: number) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export type SandboxOptions = {
  readonly dataDir: string;
  readonly seed?: number;
  /** Lively agencies live by their habits; tame ones only acknowledge, so that a tour with curl is predictable. */
  readonly lively?: boolean;
};

/** A step of the clock waits no longer than this for what the agencies report on it. */
const ADVANCE_WAIT_MS = 5_000;

/** Registers lenders, agencies, contracts and keys, and opens the pretend agencies. Safe to repeat over kept data. */
export async function startSandbox(cloud: SandboxCloud, options: SandboxOptions): Promise<Sandbox> {
  const path = join(options.dataDir, "sandbox.json");
  const before = await readSandboxFile(path);
  const agenciesAtWork = await openPretendAgencies({
    baseUrl: cloud.baseUrl,
    now: () => cloud.now().getTime(),
    seed: options.seed ?? 1,
    lively: options.lively ?? false,
    port: portOf(before),
  });
  try {
    const seeds = [...agencySeeds, ...(options.lively === true ? livelySeeds : [])];
    const file = await registerAll(cloud, { seeds, endpointOf: agenciesAtWork.endpointOf }, before);
    if (options.lively === true) await registerDialects(cloud, seeds);
    await writeSandboxFile(path, file);
    agenciesAtWork.staff(
      file.agencies.map((seat, index) => ({
        seat: { agencyId: seat.id, apiKey: seat.apiKey, webhookSecret: seat.webhookSecret },
        habit: seeds[index]?.habit ?? "prompt",
        reach: seeds[index]?.reach ?? "PUSH",
        ...wordsOf(seeds[index], options.lively ?? false),
      })),
    );
    cloud.registerLocalRoute("/_local/deliveries", deliveriesRoute(agenciesAtWork.journal));
    const { collect, quiet, stop } = agenciesAtWork;
    cloud.onAdvance(async () => {
      await collect();
      await quiet(ADVANCE_WAIT_MS);
    });
    return { ...file, agenciesAtWork, quiet, stop, summary: summaryOf(path, file) };
  } catch (error) {
    await agenciesAtWork.stop();
    throw error;
  }
}

/** A tame agency reports as is documented, so that a person may speak for it. */
const wordsOf = (seed: AgencySeed | undefined, isLively: boolean): Pick<Worker, "reporting" | "tongue"> =>
  seed !== undefined && isLively
    ? { reporting: seed.reporting, tongue: seed.tongue }
    : { reporting: "SINGLE", tongue: "canonical" };

/** Where the agencies listened the last time; their server takes any free port when that one is gone. */
function portOf(before: SandboxFile | undefined): number {
  const url = before?.agencies[0]?.endpointUrl;
  return url === undefined || !URL.canParse(url) ? 0 : Number(new URL(url).port);
}

const summaryOf = (path: string, file: SandboxFile): readonly string[] => [
  `Gateway   ${file.baseUrl}`,
  `Lenders   ${file.lenders.length}, agencies ${file.agencies.length} (pretend, at ${file.agencies[0]?.endpointUrl ?? "?"})`,
  `Keys      ${path}`,
];

/** `GET /_local/deliveries[?agencyId=][&placementId=]`: what the pretend agencies got, the latest last. */
const deliveriesRoute =
  (journal: Journal): LocalRoute =>
  ({ query }) => {
    const asked = (name: "agencyId" | "placementId", value: string | undefined): boolean =>
      !query.has(name) || query.get(name) === value;
    return {
      items: journal
        .received()
        .filter((entry) => asked("agencyId", entry.agencyId) && asked("placementId", entry.placementId)),
    };
  };
