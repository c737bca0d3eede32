import type { AgencyId } from "../kernel/ids.ts";
import type { Kind } from "./model.ts";

type Of = { readonly agencyId: AgencyId; readonly reporter: "AGENCY" | "LENDER" };

const letters = {
  AGENCY: { PAYMENT: "P", REVERSAL: "R" },
  LENDER: { PAYMENT: "D", REVERSAL: "DR" },
} as const;

/** The agency that an expectation is of, what it is and who reported it, and the reporter's reference. */
export const expectationId = ({ agencyId, reporter }: Of, kind: Kind, ref: string): string =>
  `${agencyId}/${letters[reporter][kind]}/${ref}`;
