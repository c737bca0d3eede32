import type { Create } from "../kernel/change.ts";
import { emptyChain, type EventDraft, type Posting } from "../kernel/event.ts";
import { startOf, type Instant } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import type { BankFile, Movement, Stored } from "./model.ts";

const BANK_LOADED = "bank.loaded";

/** What came in and no match has said for what, and the other way round. A match takes its part out again. */
const BANK_CLEARING = "bank-clearing";

/** Where a bank account stands in the books. */
export const bankLedgerAccount = (bankAccountRef: string): string => `bank/${bankAccountRef}`;

/**
 * A file's history: one event for each currency, for each goes into a book of its own. The bank accounts move as
 * the statements do, by the lines that no file had before.
 */
export function loadedEvents(file: BankFile, stored: Stored, now: Instant): readonly Create[] {
  const byCurrency = [...Map.groupBy(stored.movements, ({ currency }) => currency)];
  const drafts = byCurrency.toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (drafts.length === 0)
    return recorded({ accountId: file.fileId, chain: emptyChain }, [draftOf(file, [])], now).items;
  let chain = emptyChain;
  return drafts.flatMap(([currency, movements]) => {
    const history = {
      accountId: file.fileId,
      chain,
      book: bookOf({ lenderId: file.lenderId, currency }),
    };
    const event = recorded(history, [draftOf(file, movements)], now);
    chain = event.chain;
    return event.items;
  });
}

function draftOf(file: BankFile, movements: readonly Movement[]): EventDraft {
  const latest = movements
    .map((one) => one.latest)
    .toSorted()
    .at(-1);
  return {
    type: BANK_LOADED,
    actor: { kind: "FINANCE", id: file.announcedBy },
    effectiveAt: latest === undefined ? file.createdAt : startOf(latest),
    receivedAt: file.createdAt,
    data: {
      lenderId: file.lenderId,
      fileName: file.fileName,
      sha256: file.sha256,
      movements: movements.map(({ latest: _latest, ...movement }) => movement),
    },
    postings: postingsOf(movements),
  };
}

/** What goes into the books of one currency. */
export function postingsOf(
  movements: readonly Pick<Movement, "bankAccountRef" | "net">[],
): readonly Posting[] {
  const sum = movements.reduce((all, { net }) => all + net, 0);
  return [
    ...movements.map(({ bankAccountRef, net }) => ({
      account: bankLedgerAccount(bankAccountRef),
      amount: net,
    })),
    { account: BANK_CLEARING, amount: -sum },
  ].filter(({ amount }) => amount !== 0);
}
