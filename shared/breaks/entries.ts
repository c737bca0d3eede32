import type { Posting } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
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
const bank = plain("bank-clearing");

/** The clearing of the agency that money is attributed to: of the same one, where nobody else is named. */
const attributed: Account = ({ agencyId, toAgencyId = agencyId }) =>
  toAgencyId && `agency-clearing/${toAgencyId}`;

type Entry = { readonly from: Account; readonly to: Account; readonly says: string };

/** All that a resolution may post: the break's amount off one account, and on to another. */
export const entries: Readonly<Record<EntryKind, Entry>> = {
  WRITE_OFF_CLEARING: {
    from: clearing,
    to: plain("tolerance"),
    says: "A difference in what an agency owes is given up.",
  },
  WRITE_OFF_IN_TRANSIT: {
    from: inTransit,
    to: plain("tolerance"),
    says: "A difference between an advice and the bank is given up.",
  },
  WRITE_OFF_BANK: {
    from: bank,
    to: plain("tolerance"),
    says: "A difference at the bank that nothing accounts for is given up.",
  },
  ATTRIBUTE_CLEARING: {
    from: clearing,
    to: attributed,
    says: "Money that one agency reported, after a recall or wrongly, is another's.",
  },
  ATTRIBUTE_SUSPENSE: {
    from: of("suspense"),
    to: attributed,
    says: "Money in suspense is found to be an agency's remittance.",
  },
  ATTRIBUTE_BANK: {
    from: bank,
    to: attributed,
    says: "Money at the bank that no advice accounts for is found to be an agency's remittance.",
  },
  CORRECT_COMMISSION: {
    from: clearing,
    to: plain("commission-expense"),
    says: "Commission was taken wrongly, or too little of it.",
  },
  CORRECT_ADVICE: { from: inTransit, to: clearing, says: "An advice said too much or too little." },
  CORRECT_BANK: {
    from: bank,
    to: inTransit,
    says: "Money at the bank is found to be what was in transit.",
  },
};

/**
 * The legs of an entry. What the books expect and nobody shows is left as a debit where it was expected: it is
 * credited there, and debited where it goes; a surplus the other way round. Debits equal credits.
 * @returns refusal `invalid-request` when there is nothing to post, or nobody to post it for
 */
export function resolutionPostings(
  { amount, agencyId: own }: Pick<BreakRecord, "amount" | "agencyId">,
  { entry, agencyId: named, toAgencyId }: PostingChoice,
): Result<readonly Posting[], Refusal> {
  const { from, to } = entries[entry];
  if (amount === 0) return wrong("entry", "nothing-to-post", "no money is at odds");
  const agencyId = named ?? own;
  if (agencyId !== (own ?? agencyId)) return wrong("agencyId", "not-its-agency", `the break is about ${own}`);
  if (toAgencyId !== undefined && to !== attributed)
    return wrong("toAgencyId", "unexpected", `${entry} attributes nothing`);
  const parties = { agencyId, toAgencyId };
  const [source, destination] = [from(parties), to(parties)];
  if (source === undefined) return wrong("agencyId", "required", "the break has no agency: name it");
  if (destination === undefined) return wrong("toAgencyId", "required", "name the agency whose money it is");
  if (source === destination) return wrong("toAgencyId", "required", "name another agency than its own");
  return ok([
    { account: source, amount: -amount },
    { account: destination, amount },
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
