import {
  circumstancesBody,
  contractBody,
  debtorLookupBody,
  eligibilityCheckBody,
  ids,
  lenderBody,
} from "../examples.ts";
import { batches, openBatchBody } from "../batch-examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { tried, views } from "../story.ts";

const BYTES_MAX = 64 * 1024;

const savedAt = "2026-02-01T08:00:00.000Z";

export const eligibilityOperations: readonly Operation[] = [
  {
    id: "checkEligibility",
    method: "POST",
    path: "/v1/eligibility-checks",
    summary: "Try an account",
    says: "Says what would become of an account if it were placed now: every verdict and, when it is eligible, every contract that was looked at. Writes nothing. `policyVersion` tries an earlier policy; the operator, who names the lender, may also try a draft in `policy`.",
    for: ["Lender", "Operator"],
    proves: "key",
    request: {
      schema: "EligibilityCheckRequest",
      bytesMax: BYTES_MAX,
      examples: { "too-young": { summary: "Not overdue for long enough", value: eligibilityCheckBody } },
    },
    answer: {
      status: 200,
      says: "The verdicts and the allocation.",
      schema: "EligibilityCheckView",
      examples: { rejected: { summary: "Rejected until a day", value: tried } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    id: "checkEligibilityOfFile",
    method: "POST",
    path: "/v1/eligibility-checks/files",
    summary: "Try a file of accounts",
    says: "Announces a file as for placing it, and then only says what would become of each row: eligible, waiting for room, rejected with every reason, existing, or invalid. No account is written, and the same file may be tried again and placed afterwards. Rows take no room from each other. It is followed, and its results are read, at `/v1/account-batches/{batchId}`.",
    for: ["Lender"],
    proves: "key",
    parameters: ["idempotencyKey"],
    request: {
      schema: "OpenBatchRequest",
      bytesMax: BYTES_MAX,
      examples: { csv: { summary: "A CSV file of three accounts", value: openBatchBody } },
    },
    answer: {
      status: 201,
      says: "The batch, and where its file goes.",
      schema: "BatchView",
      examples: { announced: { summary: "Waiting for its file", value: batches.announcedCheck } },
      headers: ["Location", "Idempotent-Replayed"],
    },
    refusals: [...keyRefusals, ...bodyRefusals, "idempotency-key-reused", ...faults],
  },
  {
    id: "changeCircumstances",
    method: "POST",
    path: "/v1/accounts/:accountId/circumstances",
    summary: "Report changed circumstances",
    says: "Records what the lender learned of the debtor, with the former values. What is not named stays; `null` takes away. An account that no agency has is screened again a moment later; on one that an agency has the change shows as `CIRCUMSTANCES_CHANGED`.",
    for: ["Lender"],
    proves: "key",
    parameters: ["accountId"],
    request: {
      schema: "CircumstancesChange",
      bytesMax: BYTES_MAX,
      examples: { settled: { summary: "A dispute was settled", value: circumstancesBody } },
    },
    answer: {
      status: 202,
      says: "The account as it stands; the screening follows.",
      schema: "AccountView",
      examples: { account: { summary: "The account", value: views.placed } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    id: "lookUpDebtor",
    method: "POST",
    path: "/v1/debtor-lookups",
    summary: "Find a debtor's accounts",
    says: "The lender's accounts of the debtor with this identifier, oldest first. The identifier is in the body because addresses are logged. How it is written does not matter: case, spaces and separators are ignored.",
    for: ["Lender"],
    proves: "key",
    request: {
      schema: "DebtorLookupRequest",
      bytesMax: BYTES_MAX,
      examples: { customer: { summary: "By customer number", value: debtorLookupBody } },
    },
    answer: {
      status: 200,
      says: "The accounts; none when no account carries the identifier.",
      schema: "AccountList",
      examples: { one: { summary: "One account", value: { items: [views.summary] } } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, ...faults],
  },
  {
    id: "listPolicies",
    method: "GET",
    path: "/v1/lenders/:lenderId/policies",
    summary: "List a lender's policies",
    says: "Every version of the lender's policy as it was saved, newest first. A verdict names its version.",
    for: ["Operator"],
    proves: "key",
    parameters: ["lenderId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "PolicyVersionPage",
      examples: {
        first: {
          summary: "The first version",
          value: { items: [{ version: 1, policy: lenderBody.policy, savedAt }] },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    id: "listContractVersions",
    method: "GET",
    path: "/v1/lenders/:lenderId/contracts/:agencyId/versions",
    summary: "List a contract's versions",
    says: "Every version of the contract as it was saved, newest first. A placement names the version that it was made under.",
    for: ["Operator"],
    proves: "key",
    parameters: ["lenderId", "agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "ContractVersionPage",
      examples: {
        first: {
          summary: "The first version",
          value: {
            items: [{ ...contractBody, lenderId: ids.lenderId, agencyId: ids.agencyId, version: 1, savedAt }],
          },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
];
