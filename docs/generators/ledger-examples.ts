import { trialBalanceView } from "../../shared/ledger/trial-balance-view.ts";
import { journalEntryOf, PostedEvent, turnoversOf, addedUp } from "../../shared/ledger/journal.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { LenderId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { ids } from "./examples.ts";
import { history } from "./story.ts";

/** The journal of the account of the examples. */
export const journalEntries = history
  .filter(({ postings }) => postings.length > 0)
  .map((event) => journalEntryOf(PostedEvent.parse({ ...event, book: `${ids.lenderId}#USD` })));

export const trialBalanceExample = trialBalanceView(
  { owner: LenderId.parse(ids.lenderId), currency: Currency.parse("USD") },
  Instant.parse("2026-03-31T23:59:59.999Z"),
  addedUp(turnoversOf(journalEntries.flatMap(({ postings }) => postings))),
);

/** Account codes are the general ledger's. */
export const exportBody = {
  kind: "JOURNAL",
  format: "CSV",
  lenderId: ids.lenderId,
  currency: "USD",
  from: "2026-02-01",
  to: "2026-02-28",
  accountCodes: { receivable: "1400", "agency-clearing": "1810", opening: "9000" },
} as const;

const { accountCodes: _none, ...ofBook } = exportBody;

export const breakExportBody = { ...ofBook, kind: "BREAKS" } as const;

export const recoveryExportBody = { ...ofBook, kind: "RECOVERIES", from: "2025-09-01" } as const;

/** With the codes that the lender saved. */
export const codedExportBody = { ...ofBook, codesVersion: 1 } as const;

export const accountCodesBody = {
  lenderId: ids.lenderId,
  accountCodes: { receivable: "1400", "agency-clearing": "1810", "bank-clearing": "1200" },
} as const;

export const accountCodesView = {
  ...accountCodesBody,
  version: 2,
  savedBy: "key_01JB4Q9C2M6XT8W0ZP5K3RVHGE",
  savedAt: "2026-03-02T08:40:00.000Z",
} as const;

const { accountCodes: _codes, lenderId: owner, ...asked } = exportBody;

const requested = {
  exportId: "exp_5B1D0C7A9E3F2846B8D1C3A57E",
  ...asked,
  owner,
  state: "REQUESTED",
  requestedAt: "2026-03-02T09:00:00.000Z",
} as const;

export const exportViews = {
  requested,
  written: {
    ...requested,
    state: "WRITTEN",
    entries: 1_204,
    debit: 81_230_000,
    credit: 81_230_000,
    bytes: 402_113,
    sha256: "6f1ed002ab5595859014ebf0951522d9a2f0b9d9a1a3c9b7c1b8e7a0f4d2c6e1",
    url: "https://files.example/exports/lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA/exp_5B1D0C7A9E3F2846B8D1C3A57E.csv?signed=1",
  },
} as const;
