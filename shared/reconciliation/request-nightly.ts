import type { ContractStore } from "../contracts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import { dateOf, type Clock, type LocalDate } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { BookStore } from "../ledger/book-store.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { Write } from "../platform/write.ts";
import { askedRun, writtenOf, type AskedFor } from "./asked-for.ts";
import type { BookOf } from "./book-of.ts";
import type { NightStore } from "./night-store.ts";
import type { RunStore } from "./run-store.ts";
import { ReconciliationId } from "./wire-run.ts";

export type RequestNightlyDeps = {
  readonly contracts: Pick<ContractStore, "lenders" | "portfolio">;
  readonly books: Pick<BookStore, "page">;
  readonly nights: NightStore;
  readonly runs: Pick<RunStore, "asked" | "created">;
  readonly write: Write;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

const LENDERS_AT_A_TIME = 50;
/** Fifty thousand lenders. */
const PAGE_COUNT_MAX = 1_000;

/** More than ISO 4217 has. */
const CURRENCY_COUNT_MAX = 300;

const ID_LENGTH = 26;

/** A book's run of a day: asking for it again finds it. */
const nightlyIdOf = (book: BookOf, date: LocalDate): ReconciliationId =>
  ReconciliationId.parse(
    `rec_${sha256(canonical({ ...book, date }))
      .slice(0, ID_LENGTH)
      .toUpperCase()}`,
  );

/**
 * Asks for a run over every book of every lender, once a day. Killed anywhere, it goes on where it was; told again
 * when the day has all of its runs, it does nothing. A day that was missed needs none: a run looks at all that is open.
 * @returns how many runs were asked for
 */
export const requestNightly = (deps: RequestNightlyDeps) => async (): Promise<number> => {
  const date = dateOf(deps.clock.now());
  const night = await deps.nights.find(date);
  if (night?.isDone === true) return 0;
  let after = night?.after;
  let count = 0;
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const lenders = await deps.contracts.lenders(LENDERS_AT_A_TIME, after);
    for (const { lenderId } of lenders.items) count += await ofLender(deps, lenderId, date);
    after = lenders.next;
    await deps.update(deps.nights.reached(date, after));
    if (after === undefined) return count;
  }
  throw new Error(`more than ${PAGE_COUNT_MAX * LENDERS_AT_A_TIME} lenders`);
};

async function ofLender(deps: RequestNightlyDeps, lenderId: LenderId, date: LocalDate): Promise<number> {
  const [portfolio, books] = await Promise.all([
    deps.contracts.portfolio(lenderId),
    deps.books.page({ owner: lenderId, limit: CURRENCY_COUNT_MAX }),
  ]);
  // An advice, or the bank, may have brought money of a currency that no contract is in.
  const known = [...(portfolio?.contracts ?? []), ...books.items];
  const currencies = new Set(known.map(({ currency }) => currency));
  let count = 0;
  for (const currency of [...currencies].toSorted()) {
    const book = { lenderId, currency };
    const asked: AskedFor = {
      reconciliationId: nightlyIdOf(book, date),
      actor: { kind: "SYSTEM", id: "nightly-runs" },
      now: deps.clock.now(),
    };
    const written = writtenOf(deps.runs, askedRun(book, asked), asked);
    if ((await deps.write(written)).ok) count += 1;
  }
  return count;
}
