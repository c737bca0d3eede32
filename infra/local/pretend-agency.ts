import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "./agencies/pretend-agency-case.ts";
import { fileReader } from "./agencies/pretend-agency-daily-file.ts";
import { openDesk, type Desk, type DeskOptions } from "./agencies/pretend-agency-desk.ts";
import { feedFollower, type Fetch, type FetchOptions } from "./agencies/pretend-agency-feed.ts";
import { agencyJournal, takenOf, type Journal } from "./agencies/pretend-agency-journal.ts";
import { posterOf } from "./agencies/pretend-agency-poster.ts";
import { listenForDeliveries, portOf } from "./agencies/pretend-agency-server.ts";
import type { Posting } from "./agencies/pretend-agency-signing.ts";
import { crowd, tryTricks } from "./agencies/pretend-agency-tricks.ts";

/**
 * The agencies of the sandbox: outsiders that know the documented wire only. They verify what they get, answer
 * by habit and post signed callbacks until the gateway has taken them.
 */
export type PretendAgencies = {
  readonly endpointOf: (agencyId: string) => string;
  /** Hands out keys and secrets; before this the agencies answer 503, and the gateway comes again. */
  readonly staff: (workers: readonly Worker[]) => void;
  readonly journal: Journal;
  readonly pending: () => number;
  /** Lets the agencies that are not posted to look for what is new. @returns how many events they took on */
  readonly collect: () => Promise<number>;
  /** Takes an agency's endpoint down, or up again. */
  readonly setDown: (agencyId: string, isDown: boolean) => void;
  /** The placements that an agency believes it has. */
  readonly heldBy: (agencyId: string) => readonly string[];
  /** Tells the agency that has a placement what befell the debtor. False when nobody has it. */
  readonly hear: Desk["hear"];
  readonly booksOf: Desk["booksOf"];
  readonly bounce: Desk["bounce"];
  readonly getPaid: Desk["getPaid"];
  /** Lets an agency send more at once than it may send in a minute. */
  readonly crowd: (seat: Worker["seat"]) => Promise<void>;
  /** Resolves when no agency has a callback left to send. */
  readonly quiet: (timeoutMs?: number) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export type PretendAgencyOptions = {
  readonly baseUrl: string;
  readonly now: () => number;
  readonly seed: number;
  readonly lively: boolean;
  readonly port: number;
};

const STOP_WAIT_MS = 2_000;

export async function openPretendAgencies(options: PretendAgencyOptions): Promise<PretendAgencies> {
  const stopping = new AbortController();
  const workers = new Map<string, Worker>();
  const down = new Set<string>();
  const fetches: Fetch[] = [];
  const journal = agencyJournal();
  const posting: Posting = { ...options, signal: stopping.signal };
  const desk = openDesk({
    ...options,
    ...tools(posting, journal),
    journal,
    signal: stopping.signal,
  });
  const { accept, ...windows } = desk;
  const server = await listenForDeliveries(options.port, {
    ...options,
    journal,
    workerAt: (path) => workers.get(path),
    isDown: (agencyId) => down.has(agencyId),
    accept,
  });
  const fetching = fetchOptions(options, journal, desk);
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const quiet = quietOf(desk, stopping.signal);
  return {
    endpointOf: (agencyId) => origin + pathOf(agencyId),
    staff: (hired) => {
      for (const worker of hired) {
        if (worker.reach === "PUSH") workers.set(pathOf(worker.seat.agencyId), worker);
        else fetches.push((worker.reach === "PULL" ? feedFollower : fileReader)(worker, fetching));
      }
    },
    journal,
    ...windows,
    collect: () => collected(fetches),
    setDown: (agencyId, isDown) => void (isDown ? down.add(agencyId) : down.delete(agencyId)),
    crowd: async (seat) => void journal.tricks.push(await crowd(posting, seat)),
    quiet,
    stop: async () => {
      await quiet(STOP_WAIT_MS);
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const tools = (posting: Posting, { tricks }: Journal): Pick<DeskOptions, "post" | "tryTricks"> => ({
  post: posterOf(posting),
  tryTricks: async ({ seat }, callback) => void tricks.push(...(await tryTricks(posting, seat, callback))),
});

async function collected(fetches: readonly Fetch[]): Promise<number> {
  let taken = 0;
  for (const fetchNew of fetches) taken += await fetchNew();
  return taken;
}

const quietOf =
  (desk: Desk, stopping: AbortSignal): PretendAgencies["quiet"] =>
  async (timeoutMs = Number.POSITIVE_INFINITY) => {
    const until = performance.now() + timeoutMs;
    while (desk.pending() > 0 && performance.now() < until && !stopping.aborted) await sleep(20);
    return desk.pending() === 0;
  };

const fetchOptions = (
  { baseUrl, now }: Pick<PretendAgencyOptions, "baseUrl" | "now">,
  journal: Journal,
  desk: Desk,
): FetchOptions => ({
  baseUrl,
  now,
  take: (worker, delivery) => {
    if (journal.accepted.has(delivery.eventId)) return false;
    journal.accepted.set(delivery.eventId, takenOf(worker, delivery));
    desk.accept(worker, delivery);
    return true;
  },
  fault: (said) => void journal.faults.push(said),
});

const pathOf = (agencyId: string): string => `/agencies/${agencyId}/events`;
