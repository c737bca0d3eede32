import type { AccountId, AgencyId, LenderId, PlacementId } from "../../shared/kernel/ids.ts";
import type { Currency } from "../../shared/kernel/money.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type {
  Advice,
  AdviceLine,
  BankLine,
  Credit,
  Expectation,
  RemittanceMode,
} from "../../shared/reconciliation/model.ts";

/** What is made step by step. */
export type Making = {
  readonly random: Random;
  readonly expectations: Expectation[];
  readonly lines: AdviceLine[];
  readonly advices: Advice[];
  readonly bankLines: BankLine[];
  readonly credits: Credit[];
  readonly breaks: string[];
  readonly ambiguous: string[];
};

/** Where a payment is made. */
export type Place = {
  readonly making: Making;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly currency: Currency;
  readonly otherCurrency: Currency;
  readonly mode: RemittanceMode;
  readonly remittanceId: string;
  readonly advisedOn: number;
};

export type Random = (below: number) => number;

/** Mulberry32: enough for tests, and the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const START = Date.UTC(2026, 0, 10);
const DAY_MS = 86_400_000;
const dates = Array.from({ length: 400 }, (_, n) =>
  new Date(START + (n - 60) * DAY_MS).toISOString().slice(0, 10),
);

/** The date so many days into the books. */
export const on = (day: number): LocalDate => dates[day + 60] as LocalDate;

export const AS_OF = 320;

export const numbered = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, "0")}`;

export const lenderOf = (n: number) => numbered("lnd", n) as LenderId;
export const agencyOf = (n: number) => numbered("agy", n) as AgencyId;
export const accountOf = (n: number) => numbered("acc", n) as AccountId;
export const placementOf = (account: AccountId) => `plc_${account.slice(4)}_1` as PlacementId;

/** The fingerprint of a break, written down independently of the code that makes it. */
export function plant(
  { making, lenderId, agencyId }: Pick<Place, "making" | "lenderId" | "agencyId">,
  code: string,
  ...subjects: readonly string[]
): void {
  making.breaks.push([code, lenderId, agencyId, ...subjects].join("\n"));
}
