import type { HoldType } from "../compliance/wire.ts";
import type { RecallCode } from "../placements/wire.ts";
import type { ReportType } from "./wire.ts";

export type ReportTerms = {
  /** The hold that the report puts; none where a person shall only look. */
  readonly holdType?: HoldType;
  /** Days after which the hold ends by itself, unless the report says when or nobody can know; it is reviewed by then. */
  readonly holdDays?: number;
  /** Days in which the lender answers; none where nothing but the hold follows. */
  readonly reviewDays?: number;
  /** Whether it is true of every account of the debtor, or of this debt alone. */
  readonly isAboutPerson: boolean;
  /** Why the accounts are taken back once it is confirmed. */
  readonly recallCode?: RecallCode;
  /** What a person finds on the account where there is no hold. */
  readonly attention?: string;
  readonly basis: string;
};

/** What follows from each type of report, and on what basis. */
const reportTerms = {
  "complaint.raised": {
    holdType: "COMPLAINT",
    reviewDays: 56,
    isAboutPerson: false,
    basis: "Eight weeks from the complaint's receipt: FCA Handbook, DISP 1.6.2R.",
  },
  "debtor.deceased": {
    holdType: "DECEASED_CHECK",
    reviewDays: 30,
    isAboutPerson: true,
    recallCode: "DECEASED",
    basis: "Own.",
  },
  "debtor.insolvent": {
    holdType: "INSOLVENCY_CHECK",
    reviewDays: 30,
    isAboutPerson: true,
    recallCode: "INSOLVENT",
    basis: "Collection is stayed by the filing: 11 USC 362(a). Days: own.",
  },
  "debtor.vulnerable": {
    holdType: "VULNERABILITY",
    reviewDays: 30,
    isAboutPerson: false,
    basis: "Suspended while the customer may be unable to decide: CONC 7.10. Days: own.",
  },
  "debtor.represented": {
    holdType: "ATTORNEY",
    reviewDays: 30,
    isAboutPerson: true,
    basis: "No contact with who has a lawyer: 12 CFR 1006.6(b)(2). Days: own.",
  },
  "debtor.cease_requested": {
    holdType: "CEASE_REQUEST",
    isAboutPerson: true,
    basis: "No contact with who asked for none: 12 CFR 1006.6(c).",
  },
  "debtor.moratorium": {
    holdType: "BREATHING_SPACE",
    holdDays: 60,
    isAboutPerson: true,
    basis:
      "A standard breathing space is 60 days: Debt Respite Scheme Regulations 2020. A mental health crisis moratorium without an end stands.",
  },
  "debtor.id_theft": {
    holdType: "VALIDATION",
    reviewDays: 30,
    isAboutPerson: true,
    recallCode: "FRAUD",
    basis: "Who collects tells the creditor of identity theft: 15 USC 1681m(g). Days: own.",
  },
  "debtor.moved": { isAboutPerson: false, attention: "DEBTOR_MOVED", basis: "Own." },
} as const satisfies Record<ReportType, ReportTerms>;

export const termsOf = (type: ReportType): ReportTerms => reportTerms[type];
