import type { DemoOptions } from "./demo-options.ts";
import { befallDebtors } from "./demo-misfortune.ts";
import { reconcilePeriod } from "./demo-money.ts";
import { takeDown } from "./demo-outage.ts";
import { placeByFiles, placeByRequests, placedIn } from "./demo-placing.ts";
import { phase } from "./demo-progress.ts";
import { quarantineDesk } from "./demo-quarantine.ts";
import { recallSome } from "./demo-recalls.ts";
import { settle } from "./demo-settle.ts";
import type { Facts } from "../audit/audit-facts.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { portfolio } from "../sandbox/portfolio.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";
import { agencySeeds } from "../sandbox/sandbox-seed.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** The night after placing: an agency that works by daily files hears of its offers, which stand for 48 hours. */
const FIRST_NIGHT = "P1D";
/** Notices of a week run out, then those that an objection put off by two; then a night, in which files go out. */
const RECALL_WAITS = ["PT0S", "P8D", "P15D", "P1D"];

/** How long after it begins a period ends: its advices are the last month's, and the rest comes after that. */
const DAYS_UNTIL_MONTH_END = 28;
const DAY_MS = 86_400_000;

type World = { readonly cloud: LocalCloud; readonly sandbox: Sandbox };

/** What those who placed remember. */
export type Lived = Pick<Facts, "placed" | "batches" | "outage" | "money"> & {
  readonly requests: readonly PlaceAccount[];
  readonly began: Date;
};

/** Places the portfolio while one agency is away, and lets everybody work until there is nothing left to do. */
export async function lived({ cloud, sandbox }: World, { accounts, seed }: DemoOptions): Promise<Lived> {
  const began = await cloud.advance(`P${daysUntilStart(cloud.now())}D`);
  const decideQuarantined = quarantineDesk(cloud);
  const settled = (): Promise<void> => settle({ cloud, sandbox, seed, decideQuarantined });
  const bringBack = takeDown({ cloud, sandbox, settled });
  const requests = portfolio(accounts, began.toISOString().slice(0, 10));
  const single = await placeByRequests(sandbox, requests, phase("placing accounts"));
  const batches = await placeByFiles(sandbox, requests, phase("placing by file"));
  const { outage, money } = await atWork(sandbox, async () => {
    await settled();
    const over = await bringBack();
    await befallDebtors(sandbox, requests, seed);
    await cloud.advance(FIRST_NIGHT);
    await settled();
    for (const { apiKey } of sandbox.lenders) await recallSome({ baseUrl: cloud.baseUrl, apiKey }, seed);
    for (const wait of RECALL_WAITS) {
      await cloud.advance(wait);
      await settled();
    }
    await crowdIn(sandbox);
    const period = phase("reconciling money");
    return {
      outage: over,
      money: await reconcilePeriod({ cloud, sandbox, settled, requests, began }, period),
    };
  });
  return { requests, began, placed: [...single, ...placedIn(batches)], batches, outage, money };
}

/** Days until one that is so far from the end of a month that the month can be closed in the end. */
function daysUntilStart(now: Date): number {
  const endOf = (days: number): Date =>
    new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days + DAYS_UNTIL_MONTH_END),
    );
  let days = 0;
  while (new Date(endOf(days).getTime() + DAY_MS).getUTCDate() !== 1) days += 1;
  return days;
}

/** The agency with the smallest quota sends more at once than that. */
async function crowdIn({ agencies, agenciesAtWork }: Sandbox): Promise<void> {
  const [small] = agencySeeds.toSorted((one, other) => one.eventsPerMinute - other.eventsPerMinute);
  const seat = agencies.find(({ id }) => id === small?.id);
  if (seat !== undefined) await agenciesAtWork.crowd({ ...seat, agencyId: seat.id });
}

/** Shows what the agencies do as long as the work goes on. */
async function atWork<T>({ agenciesAtWork }: Sandbox, work: () => Promise<T>): Promise<T> {
  const working = phase("agencies at work");
  const { journal, pending } = agenciesAtWork;
  const sentNow = (): number => journal.sent().length;
  const timer = setInterval(() => working.at(sentNow(), sentNow() + pending()), 500);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    working.end(`${sentNow()} callbacks, ${journal.accepted.size} deliveries`);
  }
}
