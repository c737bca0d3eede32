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
