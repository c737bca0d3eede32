import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Book } from "./book.ts";
import type { HistoryKind } from "./history-kinds.ts";

/** A history with events that may post, as far as its own record tells. */
export type History = {
  readonly accountId: string;
  /** Where it has one: a bank's file posts into several books. */
  readonly currency?: Currency;
  /** The end of its chain, where a record of it stands apart from its events. */
  readonly end?: { readonly sequence: number; readonly head: string };
  /** When its record was written last, where that is known: nothing was posted since. */
  readonly touchedAt?: Instant;
};

export type HistoryPage = { readonly histories: readonly History[]; readonly next?: Page["next"] };

/** What of a record says where its history ends. */
type Chained = { readonly currency: Currency; readonly sequence: number; readonly head: string };

type Paged<Item> = Promise<{ readonly items: readonly Item[]; readonly next?: Page["next"] }>;

type Paging = { readonly limit: number; readonly after?: Page["next"] };

type ByLender<Item> = { readonly page: (lenderId: LenderId, paging: Paging) => Paged<Item> };

/** The stores of what has a history, as far as it is read here. */
export type HistorySources = {
  readonly accounts: {
    readonly ids: (
      lenderId: LenderId,
      limit: number,
      after: Page["next"],
    ) => Promise<{ readonly ids: readonly string[]; readonly next?: Page["next"] }>;
    readonly findAll: (
      ids: readonly string[],
    ) => Promise<readonly (Chained & { readonly accountId: string; readonly updatedAt: Instant })[]>;
  };
  readonly remittances: ByLender<Chained & { readonly remittanceId: string }>;
  readonly invoices: ByLender<Chained & { readonly invoiceId: string }>;
  readonly matches: {
    readonly page: (
      book: { readonly lenderId: LenderId; readonly currency: Currency },
      limit: number,
      after: Page["next"],
    ) => Paged<{ readonly matchId: string; readonly currency: Currency; readonly madeAt: Instant }>;
  };
  readonly breaks: {
    readonly page: (
      query: Paging & { readonly lenderId: LenderId; readonly list: "OPEN" | "RESOLVED" },
    ) => Promise<{
      readonly records: readonly (Chained & { readonly breakId: string })[];
      readonly next?: Page["next"];
    }>;
  };
  readonly bankFiles: ByLender<{
    readonly fileId: string;
    readonly state: string;
    readonly loadedAt?: Instant;
    readonly touchedAt?: Instant;
  }>;
  readonly payments: {
    readonly suspensePage: (
      currency: Currency,
      limit: number,
      after: Page["next"],
    ) => Paged<Chained & { readonly accountId: string }>;
  };
};

type Of = HistorySources & Paging & { readonly currency: Currency };

/** A page of the histories of one kind that post into a book. */
export const listHistories =
  (sources: HistorySources) =>
  async (kind: HistoryKind, { owner, currency }: Book, paging: Paging): Promise<HistoryPage> => {
    const of = { ...sources, ...paging, currency };
    if (owner === "unassigned") return kind === "SUSPENSE" ? suspense(of) : { histories: [] };
    switch (kind) {
      case "ACCOUNTS":
        return accounts(of, owner);
      case "REMITTANCES":
        return remittances(of, owner);
      case "INVOICES":
        return invoices(of, owner);
      case "MATCHES":
        return matches(of, owner);
      case "BREAKS":
        return breaks(of, owner, "OPEN");
      case "RESOLVED_BREAKS":
        return breaks(of, owner, "RESOLVED");
      case "BANK_FILES":
        return bankFiles(of, owner);
      case "SUSPENSE":
        return { histories: [] };
    }
  };

export type ListHistories = ReturnType<typeof listHistories>;

const page = (histories: readonly History[], next: Page["next"]): HistoryPage => ({
  histories,
  ...(next && { next }),
});

const ended = (accountId: string, { currency, sequence, head }: Chained): History => ({
  accountId,
  currency,
  end: { sequence, head },
});

const ownOf = <Item extends { readonly currency: Currency }>(
  of: Of,
  items: readonly Item[],
): readonly Item[] => items.filter(({ currency }) => currency === of.currency);

async function accounts(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { ids, next } = await of.accounts.ids(lenderId, of.limit, of.after);
  const own = ownOf(of, await of.accounts.findAll(ids));
  return page(
    own.map((one) => ({ ...ended(one.accountId, one), touchedAt: one.updatedAt })),
    next,
  );
}

async function remittances(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.remittances.page(lenderId, { limit: of.limit, after: of.after });
  return page(
    ownOf(of, items).map((one) => ended(one.remittanceId, one)),
    next,
  );
}

async function invoices(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.invoices.page(lenderId, { limit: of.limit, after: of.after });
  return page(
    ownOf(of, items).map((one) => ended(one.invoiceId, one)),
    next,
  );
}

async function matches(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.matches.page({ lenderId, currency: of.currency }, of.limit, of.after);
  return page(
    items.map(({ matchId: accountId, currency, madeAt: touchedAt }) => ({ accountId, currency, touchedAt })),
    next,
  );
}

async function breaks(of: Of, lenderId: LenderId, list: "OPEN" | "RESOLVED"): Promise<HistoryPage> {
  const { records, next } = await of.breaks.page({ lenderId, list, limit: of.limit, after: of.after });
  return page(
    ownOf(of, records).map((one) => ended(one.breakId, one)),
    next,
  );
}

async function bankFiles(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.bankFiles.page(lenderId, { limit: of.limit, after: of.after });
  const loaded = items.filter(({ state }) => state === "LOADED");
  return page(
    loaded.map(({ fileId: accountId, loadedAt, touchedAt = loadedAt }) => ({
      accountId,
      ...(touchedAt !== undefined && { touchedAt }),
    })),
    next,
  );
}

async function suspense(of: Of): Promise<HistoryPage> {
  const { items, next } = await of.payments.suspensePage(of.currency, of.limit, of.after);
  return page(
    items.map((one) => ended(one.accountId, one)),
    next,
  );
}
