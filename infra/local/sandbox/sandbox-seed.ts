import type { Reach, Reporting } from "../agencies/pretend-agency-case.ts";
import { AGENCY_FEE_MINOR, type Habit } from "../agencies/pretend-agency-habits.ts";
import type { TongueName } from "../agencies/pretend-agency-tongues.ts";

/** Who is in the sandbox: fixed ids, plainly invented names. Two states, ME and NH, are licensed to nobody. */

const usd = (amount: number) => ({ amount, currency: "USD" });

const idOf = (prefix: "lnd" | "agy", name: string, n: number): string =>
  `${prefix}_01SANDB0X${name}${String(n).padStart(17 - name.length, "0")}`;

export type LenderSeed = {
  readonly id: string;
  readonly body: { readonly name: string; readonly policy: Readonly<Record<string, unknown>> };
};

const lender = (n: number, name: string, policy: LenderSeed["body"]["policy"]): LenderSeed => ({
  id: idOf("lnd", "1ENDER", n),
  body: { name, policy },
});

export const lenderSeeds: readonly LenderSeed[] = [
  lender(1, "Harbour Sample Bank", {
    daysPastDueMin: 30,
    balanceMin: usd(50_00),
    balanceMax: usd(60_000_00),
    cooldownDays: 30,
  }),
  lender(2, "Meadow Example Credit", {
    daysPastDueMin: 45,
    balanceMin: usd(100_00),
    balanceMax: usd(50_000_00),
    cooldownDays: 30,
  }),
];

/** What every contract says of commission: a quarter of what came in. */
export const plan = {
  planRef: "standard",
  body: { currency: "USD", rule: { kind: "CONTINGENCY_PCT", rateBp: 2_500 } },
} as const;

const west = "AK AZ CA CO ID MT NV OR UT WA WY".split(" ");
const midwest = "IA IL IN KS MI MN MO ND NE OH SD WI".split(" ");
const south = "AL AR DC DE FL GA KY LA MD MS NC OK SC TN TX VA WV".split(" ");
const northeast = "CT MA NJ NY PA RI VT".split(" ");
const islands = ["HI", "NM"];

export type AgencySeed = {
  readonly id: string;
  readonly name: string;
  readonly habit: Habit;
  readonly reach: Reach;
  /** How it reports, and in which words, when the agencies are lively. */
  readonly reporting: Reporting;
  readonly tongue: TongueName;
  /** Whether it passes on all that it collected and bills its commission, or keeps that back. */
  readonly remits: "GROSS" | "NET";
  readonly eventsPerMinute: number;
  readonly states: readonly string[];
  /** Share of the placements and most open accounts, of each lender it has a contract with. */
  readonly share: number;
  readonly capacity: number;
  readonly lenders: readonly string[];
};

const MANY = 100_000;
const both = lenderSeeds.map(({ id }) => id);
const first = both.slice(0, 1);

const usual = {
  reach: "PUSH",
  reporting: "SINGLE",
  tongue: "canonical",
  remits: "NET",
  eventsPerMinute: 600_000, // they answer as fast as the machine lets them
  capacity: MANY,
  lenders: both,
} as const;

const agency = (
  n: number,
  seed: Pick<AgencySeed, "name" | "habit" | "states" | "share"> & Partial<AgencySeed>,
): AgencySeed => ({ id: idOf("agy", "AGENCY", n), ...usual, ...seed });

const mainland = [west, midwest, south, northeast].flat();

export const agencySeeds: readonly AgencySeed[] = [
  agency(1, { name: "Prompt Pretend Recovery", habit: "prompt", states: mainland, share: 30 }),
  agency(2, {
    name: "Slow Pretend Recovery",
    remits: "GROSS",
    habit: "slow",
    tongue: "coded",
    states: [...south, ...northeast],
    share: 10,
    lenders: first,
  }),
  agency(3, {
    name: "Choosy Pretend Partners",
    remits: "GROSS",
    habit: "declining",
    reporting: "BATCH",
    states: [...west, ...midwest, ...south],
    share: 15,
    capacity: 60,
  }),
  agency(4, {
    name: "Echo Pretend Collections",
    habit: "repeating",
    reporting: "BATCH",
    states: mainland,
    share: 15,
  }),
  agency(5, {
    name: "Bounce Pretend Services",
    remits: "GROSS",
    habit: "reversing",
    tongue: "german",
    states: [...west, ...midwest, ...northeast],
    share: 15,
  }),
  agency(6, {
    name: "Hearing Pretend Agency",
    habit: "disputing",
    reporting: "BATCH",
    tongue: "coded",
    states: mainland,
    share: 15,
  }),
  agency(7, {
    name: "Penny Pretend Agency",
    remits: "GROSS",
    habit: "cent-off",
    states: [...west, ...south],
    share: 10,
    lenders: first,
  }),
  agency(8, {
    name: "Explain Pretend Agency",
    habit: "asking",
    tongue: "flat",
    states: [...midwest, ...northeast],
    share: 10,
  }),
  agency(9, {
    name: "Island Pretend Recovery",
    habit: "prompt",
    reporting: "FILE",
    states: islands,
    share: 5,
    capacity: 2,
    eventsPerMinute: 90,
  }),
];

/** Who is there besides when the agencies are lively: two that are not posted to, and one that behaves badly. */
export const livelySeeds: readonly AgencySeed[] = [
  agency(10, {
    name: "Fetch Pretend Recovery",
    remits: "GROSS",
    habit: "disputing",
    reach: "PULL",
    reporting: "BATCH",
    states: mainland,
    share: 15,
  }),
  agency(11, {
    name: "Paper Pretend Recovery",
    habit: "belated",
    reach: "FILE",
    reporting: "FILE",
    tongue: "german",
    states: mainland,
    share: 15,
  }),
  agency(12, { name: "Sly Pretend Partners", habit: "sly", states: mainland, share: 15 }),
];

/** `PUT /v1/agencies/{agencyId}`; an agency without an endpoint is not posted to. */
export const agencyBody = (seed: AgencySeed, endpointUrl: string | undefined, webhookSecret: string) => ({
  name: seed.name,
  status: "ACTIVE",
  licences: seed.states.map((state) => ({
    region: `US-${state}`,
    number: `PRETEND-${state}-${seed.id.slice(-2)}`,
    expiresOn: "2099-12-31",
  })),
  ...(endpointUrl !== undefined && { endpointUrl }),
  webhookSecrets: [webhookSecret],
  eventsPerMinute: seed.eventsPerMinute,
  ...(seed.reach === "FILE" && { handOff: { file: true } }),
});

/** `PUT /v1/lenders/{lenderId}/contracts/{agencyId}` */
export const contractBody = ({ share, capacity, remits }: AgencySeed) => ({
  currency: "USD",
  validFrom: "2020-01-01",
  share,
  capacity,
  products: ["PERSONAL_LOAN"],
  acknowledgeWithinHours: 48,
  agencyFeeMax: usd(AGENCY_FEE_MINOR),
  commissionPlanRef: plan.planRef,
  remittanceMode: remits,
  remittanceDueDays: 45,
  trustDepositDays: 5,
});
