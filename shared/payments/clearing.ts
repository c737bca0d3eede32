import type { AgencyId } from "../kernel/ids.ts";
import type { Recipient } from "./wire.ts";

/** Who has the money decides which account clears it. */
const clearings: Readonly<Record<Recipient, string>> = {
  AGENCY: "agency-clearing",
  LENDER: "lender-direct",
  GATEWAY: "third-party-clearing",
  COURT: "third-party-clearing",
  THIRD_PARTY: "third-party-clearing",
};

/** What the debtor paid straight to the lender. */
export const directClearing = clearings.LENDER;

export const clearingOf = (agencyId: AgencyId, recipient: Recipient): string =>
  recipient === "AGENCY" ? `${clearings.AGENCY}/${agencyId}` : clearings[recipient];

const names: ReadonlySet<string> = new Set(Object.values(clearings));

/** Whether what debtors paid goes through a ledger account. */
export const isClearing = (account: string): boolean => names.has(account.split("/")[0] ?? account);
