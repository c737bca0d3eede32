import type { CreateKeyRequest } from "../../shared/access/wire.ts";
import type {
  CircumstancesChange,
  DebtorLookupRequest,
  EligibilityCheckRequest,
  PlaceAccountRequest,
} from "../../shared/accounts/wire.ts";
import type { AgencyBody } from "../../shared/agencies/wire.ts";
import type { ContractBody } from "../../shared/contracts/wire.ts";
import type { DocumentRequest } from "../../shared/disputes/document-wire.ts";
import type { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import type { DecideSettlementRequest } from "../../shared/settlements/wire.ts";
import type { LenderBody } from "../../shared/lenders/wire.ts";
import type * as z from "zod";

/** What an example shows and what it is. */
export type Example = { readonly summary: string; readonly value: unknown };

/** One account all the way through: every example speaks of these. */
export const ids = {
  lenderId: "lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA",
  agencyId: "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND",
  keyId: "key_01JB4Q6N7VC3D5E7F9G1H3J5K7",
  successorId: "key_01JFD3VJ8ZQ5X7Y9A1B3C5D7E9",
  accountId: "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC",
  placementId: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1",
} as const;

const usd = (amount: number) => ({ amount, currency: "USD" });

export const placeAccountBody = {
  lenderAccountRef: "LOAN-2024-000917",
  product: "PERSONAL_LOAN",
  openedOn: "2023-05-02",
  delinquencyDate: "2025-03-10",
  limitationDate: "2031-03-10",
  balance: [
    { component: "PRINCIPAL", amount: usd(104_800) },
    { component: "INTEREST", amount: usd(12_700) },
    { component: "LATE_FEE", amount: usd(7500) },
  ],
  circumstances: { deceased: false, insolvent: false, disputed: false },
  debtor: {
    name: "Maria Example",
    language: "en",
    region: "US-CT",
    contactPoints: [{ type: "EMAIL", value: "maria@example.com", status: "VERIFIED" }],
    identifier: { type: "CUSTOMER_NUMBER", value: "C-778104" },
  },
} satisfies z.input<typeof PlaceAccountRequest>;

export const eligibilityCheckBody = {
  ...placeAccountBody,
  lenderAccountRef: "LOAN-2025-004410",
  openedOn: "2024-11-04",
  delinquencyDate: "2026-02-20",
} satisfies z.input<typeof EligibilityCheckRequest>;

export const circumstancesBody = {
  disputed: false,
  moratorium: null,
} satisfies z.input<typeof CircumstancesChange>;

export const debtorLookupBody = {
  identifier: { type: "CUSTOMER_NUMBER", value: "C-778 104" },
} satisfies z.input<typeof DebtorLookupRequest>;

export const informationBody = {
  text: "Statement of 2025-02-28 sent to your case desk; the account number ends in 0917.",
};

export const rejectedBody = {
  outcome: "REJECTED",
  explanation: "The signed agreement and the statement of 2025-02-28 show the balance as placed.",
  verification: { sentOn: "2026-03-11", documents: ["Signed agreement", "Statement of 2025-02-28"] },
} satisfies z.input<typeof ResolveDisputeRequest>;

export const partlyUpheldBody = {
  outcome: "PARTLY_UPHELD",
  explanation: "The second late fee was charged in error and is taken off.",
  adjustment: { component: "LATE_FEE", amount: usd(2500) },
} satisfies z.input<typeof ResolveDisputeRequest>;

export const settlementBody = {
  settlementRef: "SET-31",
  decision: "APPROVED",
  reason: "Better than we expected.",
} satisfies z.input<typeof DecideSettlementRequest>;

export const noteBody = { text: "Asked the archive for the statement of February 2025." };

export const documentBody = {
  name: "statement-2025-02.pdf",
  mediaType: "application/pdf",
  bytes: 48_211,
  sha256: "3f0a377ba0a4a460ecb616f6507ce0d8cfa3e704025d4fda3ed0c5ca05468728",
} satisfies z.input<typeof DocumentRequest>;

export const lenderBody = {
  name: "Example Lending",
  policy: {
    daysPastDueMin: 30,
    balanceMin: usd(1000),
    balanceMax: usd(5_000_000),
    cooldownDays: 30,
    limitationDaysMin: 0,
    contactPointRequired: false,
    vulnerabilitiesAllowed: [],
    rulesOff: [],
    products: { AUTO_LOAN: { daysPastDueMin: 60 } },
    challengerPermille: 0,
    sameAgencyPerDebtor: true,
    returnToFormerHolder: false,
    placementCountMax: 3,
    replacementCooldownDays: 0,
  },
  fourEyesAbove: usd(50_000),
} satisfies z.input<typeof LenderBody>;

export const agencyBody = {
  name: "Example Recoveries",
  status: "ACTIVE",
  licences: [{ region: "US", number: "NMLS-1045", expiresOn: "2031-12-31" }],
  endpointUrl: "https://agency.example/webhooks/gateway",
  webhookSecrets: ["whsec_c2l4dGVlbi1ieXRlLXNlY3JldC1mb3ItZXhhbXBsZXM="],
  handOff: { file: true },
  eventsPerMinute: 6_000,
  allowedAddresses: ["203.0.113.0/24"],
} satisfies z.input<typeof AgencyBody>;

export const contractBody = {
  currency: "USD",
  validFrom: "2025-01-01",
  share: 60,
  capacity: 500,
  products: ["PERSONAL_LOAN", "CREDIT_CARD"],
  balanceMin: usd(1000),
  balanceMax: usd(2_000_000),
  acknowledgeWithinHours: 48,
  capacityPerDay: 50,
  segments: [],
  placementNumbers: [],
  fillFirst: [],
  arm: "CHAMPION",
  recallNoticeDays: 7,
  objectionDays: { PROMISE_TO_PAY: 14, ACTIVE_PLAN: 30 },
  tailDays: 30,
  deletionDays: 30,
  reversalReserveDays: 60,
  directPaymentAcknowledgeHours: 48,
  agencyFeeMax: usd(2500),
  settlementPercentMin: 80,
  reinstateOnReversal: true,
  remittanceMode: "NET",
  sendsAdvices: true,
  advisesDirectPayments: false,
  remittanceSchedule: "MONTHLY",
  remittanceDueDays: 15,
  trustDepositDays: 3,
  disclosure: {
    fields: [
      "lenderAccountRef",
      "balance",
      "holds",
      "delinquencyDate",
      "name",
      "language",
      "region",
      "contactPoint",
    ],
  },
} satisfies z.input<typeof ContractBody>;

export const createKeyBody = {
  principal: { kind: "LENDER", lenderId: ids.lenderId },
  label: "Loan system, production",
} satisfies z.input<typeof CreateKeyRequest>;
