import type { Posting } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { BreakCode } from "../reconciliation/wire.ts";
import type { BreakRecord } from "./model.ts";
import type { EntryKind, PostingChoice } from "./resolution-wire.ts";

/** Whose accounts an entry is between. */
type Parties = { readonly agencyId: AgencyId | undefined; readonly toAgencyId: AgencyId | undefined };

type Account = (parties: Parties) => string | undefined;

const of =
  (account: string): Account =>
  ({ agencyId }) =>
    agencyId && `${account}/${agencyId}`;

const plain =
  (account: string): Account =>
  () =>
    account;

const clearing = of("agency-clearing");
const inTransit = of("in-transit");
const suspense = of("suspense");
const bank = plain("bank-clearing");

/** The clearing of the agency that money is attributed to: of the same one, where nobody else is named. */
const attributed: Account = ({ agencyId, toAgencyId = agencyId }) =>
  toAgencyId && `agency-clearing/${toAgencyId}`;

type Entry = {
  readonly from: Account;
  readonly to: Account;
  /** The breaks whose amount is what is left on the account that it is taken off. */
  readonly codes: readonly BreakCode[];
  readonly says: string;
};

const payments = ["AMOUNT_DIFF", "PAY_MISSING_AT_LENDER", "PAY_MISSING_AT_AGENCY"] as const;

/** All that a resolution may post: the break's amount off one account, and on to another. */
export const entries: Readonly<Record<EntryKind, Entry>> = {
  WRITE_OFF_CLEARING: {
    from: clearing,
    to: plain("tolerance"),
    codes: payments,
    says: "A difference in what an agency owes is given up.",
  },
  WRITE_OFF_IN_TRANSIT: {
    from: inTransit,
    to: plain("tolerance"),
    codes: ["REMIT_SHORT", "REMIT_OVER", "REMIT_TOTAL_DIFF"],
    says: "A difference between an advice and the bank, or the advice before, is given up.",
  },
  WRITE_OFF_BANK: {
    from: bank,
    to: plain("tolerance"),
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "A difference at the bank that nothing accounts for is given up.",
  },
  ATTRIBUTE_CLEARING: {
    from: clearing,
    to: attributed,
    codes: ["PAY_AFTER_RECALL_IN_TAIL", "PAY_AFTER_RECALL_OUT_OF_TAIL", "PAY_ON_WRONG_AGENCY"],
    says: "Money that one agency reported, after a recall or wrongly, is another's.",
  },
  HOLD_IN_SUSPENSE: {
    from: clearing,
    to: suspense,
    codes: ["UNIDENTIFIED_PAYMENT"],
    says: "Money that an agency remitted for no account here is kept until somebody says whose it is.",
  },
  ATTRIBUTE_BANK: {
    from: bank,
    to: attributed,
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "Money at the bank that no advice accounts for is found to be an agency's remittance.",
  },
  CORRECT_ADVICE: {
    from: inTransit,
    to: clearing,
    codes: ["REMIT_SHORT", "REMIT_OVER", "REMIT_TOTAL_DIFF"],
    says: "An advice said too much or too little: the agency owes the difference, or is owed it.",
  },
  CORRECT_BANK: {
    from: bank,
    to: inTransit,
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "Money at the bank is found to be what was in transit.",
  },
  SETTLE_REFUND: {
    from: bank,
    to: plain("refund-clearing"),
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "Money that left the bank is what a debtor was paid back.",
  },
  SETTLE_FEES: {
    from: bank,
    to: of("commission-payable"),
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "Money that left the bank is what an agency was paid of its bills.",
  },
  SETTLE_SUSPENSE: {
    from: bank,
    to: suspense,
    codes: ["REMIT_UNMATCHED_BANK"],
    says: "Money that left the bank is what was in suspense, given back.",
  },
};

/** Does an entry take something off money in transit, or put it there? */
export const isOfTransit = (entry: EntryKind): boolean =>
  entries[entry].from === inTransit || entries[entry].to === inTransit;

/** Does an entry take something off what an agency has of its lender's money? */
export const isOfClearing = (entry: EntryKind): boolean => entries[entry].from === clearing;

/** Can a resolution take what is at odds off what an agency has of its lender's money? */
export const isClearedBy = (code: BreakCode): boolean =>
  Object.values(entries).some(({ from, codes }) => from === clearing && codes.includes(code));

type Of = Pick<BreakRecord, "code" | "amount" | "agencyId">;

/**
 * The legs of an entry. What the books expect and nobody shows is left as a debit where it was expected: it is
 * credited there, and debited where it goes; a surplus the other way round. Debits equal credits.
 * @returns refusal `invalid-request` when there is nothing to post, nobody to post it for, or another entry for it
 */
export function resolutionPostings(of: Of, choice: PostingChoice): Result<readonly Posting[], Refusal> {
  const { entry, toAgencyId } = choice;
  const { to, codes } = entries[entry];
  if (of.amount === 0) return wrong("entry", "nothing-to-post", "no money is at odds");
  if (!codes.includes(of.code)) return wrong("entry", "not-for-this-break", `it is for ${codes.join(", ")}`);
  if (toAgencyId !== undefined && to !== attributed)
    return wrong("toAgencyId", "unexpected", `${entry} attributes nothing`);
  const agencyId = choice.agencyId ?? of.agencyId;
  if (agencyId !== (of.agencyId ?? agencyId))
    return wrong("agencyId", "not-its-agency", `the break is about ${of.agencyId}`);
  return legsBetween(entry, { agencyId, toAgencyId }, of.amount);
}

function legsBetween(entry: EntryKind, parties: Parties, left: number): Result<readonly Posting[], Refusal> {
  const { from, to } = entries[entry];
  const [source, destination] = [from(parties), to(parties)];
  if (source === undefined || (destination === undefined && to !== attributed))
    return wrong("agencyId", "required", "the break has no agency: name it");
  if (destination === undefined || source === destination)
    return wrong("toAgencyId", "required", "name the agency whose money it is, and another than it is with");
  return ok([
    { account: source, amount: -left },
    { account: destination, amount: left },
  ]);
}

/** The exact negative: what is opened again stands as if nothing had been posted. */
export const reversed = (postings: readonly Posting[]): readonly Posting[] =>
  postings.map(({ account, amount }) => ({ account, amount: -amount }));

const wrong = (member: string, code: string, detail: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-request",
    detail: "The entry cannot be posted for this break.",
    errors: [{ pointer: `/posting/${member}`, code, detail }],
  });
