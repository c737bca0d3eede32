import type { Account } from "../accounts/model.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { verify } from "../platform/events.ts";
import { balancesOf, isBalanced } from "./balance.ts";
import { turnoversOf } from "./journal.ts";
import { Component } from "./model.ts";
import { isReceivable, receivableOf } from "./receivables.ts";

/** What does not fit, and where: the first event at which it shows, or none when the whole does not. */
export type Difference = {
  /** A history, or a sealed day. */
  readonly subject: string;
  readonly sequence?: number;
  readonly code:
    | "CHAIN_BROKEN"
    | "UNBALANCED_EVENT"
    | "HISTORY_INCOMPLETE"
    | "BALANCE_DIFFERS"
    | "CREDIT_DIFFERS"
    | "NOT_IN_JOURNAL"
    | "JOURNAL_DIFFERS"
    | "SEAL_BROKEN"
    | "SEAL_MISSING"
    | "SEALED_DAY_DIFFERS"
    | "STORED_SEAL_DIFFERS";
  readonly detail: string;
};

/** The end of a history, as its record has it. */
type End = { readonly sequence: number; readonly head: string };

/**
 * Checks a history on its own: numbering and hashes, every event's postings, and that it ends where its record says.
 * @returns the first difference, or undefined when everything fits
 */
export function checkChain(
  subject: string,
  history: readonly GatewayEvent[],
  end: End | undefined,
): Difference | undefined {
  const chain = verify(history);
  if (!chain.ok) return { subject, sequence: chain.sequence, code: "CHAIN_BROKEN", detail: chain.why };
  const { sequence, head } = chain.chain;
  if (end !== undefined && (sequence !== end.sequence || head !== end.head))
    return {
      subject,
      sequence,
      code: "HISTORY_INCOMPLETE",
      detail: `the record stands at event ${end.sequence}, its history at ${sequence}`,
    };
  const unbalanced = history.find(({ postings }) => !isBalanced(postings));
  if (unbalanced === undefined) return undefined;
  return {
    subject,
    sequence: unbalanced.sequence,
    code: "UNBALANCED_EVENT",
    detail: "the postings do not sum to zero",
  };
}

/**
 * Folds a whole history again and holds it against the account that it explains: its chain, and the balance of each
 * component.
 * @returns the first difference, or undefined when everything fits
 */
export const checkHistory = (account: Account, history: readonly GatewayEvent[]): Difference | undefined =>
  checkChain(account.accountId, history, account) ?? checkBalance(account, history);

function checkBalance(account: Account, history: readonly GatewayEvent[]): Difference | undefined {
  const { accountId: subject } = account;
  const turnovers = turnoversOf(history.flatMap(({ postings }) => postings));
  const posted = (name: string): number => {
    const { debit = 0, credit = 0 } = turnovers.get(name) ?? {};
    return debit - credit;
  };
  const stands = standing(account);
  const names = [...turnovers.keys()].filter(isReceivable);
  const name = [...new Set([...stands.keys(), ...names])]
    .toSorted()
    .find((one) => (stands.get(one) ?? 0) !== posted(one));
  if (name === undefined) return undefined;
  const [is, sum] =
    name === CREDIT ? [-(stands.get(name) ?? 0), -posted(name)] : [stands.get(name) ?? 0, posted(name)];
  return name === CREDIT
    ? { subject, code: "CREDIT_DIFFERS", detail: `the credit balance is ${is}, its postings sum to ${sum}` }
    : { subject, code: "BALANCE_DIFFERS", detail: `${name} is ${is}, its postings sum to ${sum}` };
}

const CREDIT = "credit-balance";

/** The account's balances as its ledger accounts have them: what is the debtor's is a credit. */
function standing(account: Account): ReadonlyMap<string, number> {
  const { components, credit } = balancesOf(account);
  return new Map([
    ...Component.options.map((name) => [receivableOf(account, name), components[name] ?? 0] as const),
    [CREDIT, -credit] as const,
  ]);
}
