import type { AccountStateStore } from "../accounts/state-store.ts";
import type { BankFileReads } from "../bank-files/store.ts";
import type { BreakStore } from "../breaks/store.ts";
import type { InvoiceStore } from "../commission-invoices/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { Page } from "../platform/dynamo.ts";
import type { MatchStore } from "../reconciliation/match-store.ts";
import type { RemittanceReads } from "../remittances/read-store.ts";
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

export type HistorySources = {
  readonly accounts: Pick<AccountStateStore, "ids" | "findAll">;
  readonly remittances: Pick<RemittanceReads, "page">;
  readonly invoices: Pick<InvoiceStore, "page">;
  readonly matches: Pick<MatchStore, "page">;
  readonly breaks: Pick<BreakStore, "page">;
  readonly bankFiles: Pick<BankFileReads, "page">;
  readonly payments: Pick<PaymentStore, "suspensePage">;
};

type Paging = { readonly limit: number; readonly after?: Page["next"] };

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

async function accounts(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { ids, next } = await of.accounts.ids(lenderId, of.limit, of.after);
  const found = await of.accounts.findAll(ids);
  const own = found.filter(({ currency }) => currency === of.currency);
  return page(
    own.map(({ accountId, currency, sequence, head, updatedAt: touchedAt }) => ({
      accountId,
      currency,
      touchedAt,
      end: { sequence, head },
    })),
    next,
  );
}

async function remittances(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.remittances.page(lenderId, { limit: of.limit, after: of.after });
  const own = items.filter(({ currency }) => currency === of.currency);
  return page(
    own.map(({ remittanceId: accountId, currency, sequence, head }) => ({
      accountId,
      currency,
      end: { sequence, head },
    })),
    next,
  );
}

async function invoices(of: Of, lenderId: LenderId): Promise<HistoryPage> {
  const { items, next } = await of.invoices.page(lenderId, { limit: of.limit, after: of.after });
  const own = items.filter(({ currency }) => currency === of.currency);
  return page(
    own.map(({ invoiceId: accountId, currency, sequence, head }) => ({
      accountId,
      currency,
      end: { sequence, head },
    })),
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
  const own = records.filter(({ currency }) => currency === of.currency);
  return page(
    own.map(({ breakId: accountId, currency, sequence, head }) => ({
      accountId,
      currency,
      end: { sequence, head },
    })),
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
    items.map(({ accountId, currency, sequence, head }) => ({
      accountId,
      currency,
      end: { sequence, head },
    })),
    next,
  );
}
