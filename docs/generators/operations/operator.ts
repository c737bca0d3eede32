import { agencyBody, contractBody, ids, lenderBody } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 64 * 1024;

const lenderView = { lenderId: ids.lenderId, ...lenderBody, policyVersion: 1 };
const contractView = {
  ...contractBody,
  lenderId: ids.lenderId,
  agencyId: ids.agencyId,
  version: 1,
  open: 1,
  placed: 1,
};
const { webhookSecrets: _never, ...agencyShown } = agencyBody;
const agencyView = { ...agencyShown, agencyId: ids.agencyId };

const operator = { for: ["Operator"], proves: "key" } as const;

export const operatorOperations: readonly Operation[] = [
  {
    ...operator,
    id: "putLender",
    method: "PUT",
    path: "/v1/lenders/:lenderId",
    summary: "Set up or change a lender",
    says: "The caller chooses the id. A policy that differs from the one in force gets the next version; verdicts name theirs.",
    parameters: ["lenderId", "ifMatch"],
    request: {
      schema: "LenderBody",
      bytesMax: BYTES_MAX,
      examples: { lender: { summary: "A lender and its policy", value: lenderBody } },
    },
    answer: {
      status: 200,
      says: "The lender.",
      schema: "LenderView",
      headers: ["ETag"],
      examples: { lender: { summary: "With its first policy", value: lenderView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "precondition-failed", ...faults],
  },
  {
    ...operator,
    id: "getLender",
    method: "GET",
    path: "/v1/lenders/:lenderId",
    summary: "Read a lender",
    says: "The lender, its policy, its contracts and how far they are used.",
    parameters: ["lenderId"],
    answer: {
      status: 200,
      says: "The lender with its contracts.",
      schema: "Portfolio",
      headers: ["ETag"],
      examples: {
        portfolio: { summary: "One contract", value: { ...lenderView, contracts: [contractView] } },
      },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "putContract",
    method: "PUT",
    path: "/v1/lenders/:lenderId/contracts/:agencyId",
    summary: "Agree or change a contract",
    says: "What the lender agreed with the agency: share, capacity, products and balance band. Terms that differ get the next version; what is open and placed counts on.",
    parameters: ["lenderId", "agencyId", "ifMatch"],
    request: {
      schema: "ContractBody",
      bytesMax: BYTES_MAX,
      examples: { contract: { summary: "Sixty shares, five hundred accounts", value: contractBody } },
    },
    answer: {
      status: 200,
      says: "The contract.",
      schema: "ContractView",
      headers: ["ETag"],
      examples: { contract: { summary: "In use", value: contractView } },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "unknown-agency",
      "precondition-failed",
      ...faults,
    ],
  },
  {
    ...operator,
    id: "putAgency",
    method: "PUT",
    path: "/v1/agencies/:agencyId",
    summary: "Set up or change an agency",
    says: "The caller chooses the id. To rotate a secret, send the new one first and the old one after it; take the old one away once the agency signs with the new one.",
    parameters: ["agencyId", "ifMatch"],
    request: {
      schema: "AgencyBody",
      bytesMax: BYTES_MAX,
      examples: { agency: { summary: "An agency licensed in one country", value: agencyBody } },
    },
    answer: {
      status: 200,
      says: "The agency, without its secrets.",
      schema: "AgencyView",
      headers: ["ETag"],
      examples: { agency: { summary: "The agency", value: agencyView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "precondition-failed", ...faults],
  },
  {
    ...operator,
    id: "getAgency",
    method: "GET",
    path: "/v1/agencies/:agencyId",
    summary: "Read an agency",
    says: "The agency, without its secrets.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "The agency.",
      schema: "AgencyView",
      headers: ["ETag"],
      examples: { agency: { summary: "The agency", value: agencyView } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listLenders",
    method: "GET",
    path: "/v1/lenders",
    summary: "List the lenders",
    says: "Every lender with its policy, by id. One that was set up a moment ago may be missing for a second.",
    parameters: ["limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of lenders.",
      schema: "LenderPage",
      examples: { page: { summary: "The only page", value: { items: [lenderView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listAgencies",
    method: "GET",
    path: "/v1/agencies",
    summary: "List the agencies",
    says: "Every agency without its secrets, by id. One that was set up a moment ago may be missing for a second.",
    parameters: ["limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of agencies.",
      schema: "AgencyPage",
      examples: { page: { summary: "The only page", value: { items: [agencyView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listContracts",
    method: "GET",
    path: "/v1/lenders/:lenderId/contracts",
    summary: "List a lender's contracts",
    says: "Every contract of the lender, by agency, with how many accounts are open at the agency and how many were placed in all.",
    parameters: ["lenderId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of contracts.",
      schema: "ContractPage",
      examples: { page: { summary: "The only page", value: { items: [contractView] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "getContract",
    method: "GET",
    path: "/v1/lenders/:lenderId/contracts/:agencyId",
    summary: "Read a contract",
    says: "The contract and how far it is used.",
    parameters: ["lenderId", "agencyId"],
    answer: {
      status: 200,
      says: "The contract.",
      schema: "ContractView",
      headers: ["ETag"],
      examples: { contract: { summary: "In use", value: contractView } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "listChanges",
    method: "GET",
    path: "/v1/changes",
    summary: "Read the log of changes",
    says: "Who changed what of the configuration and when, newest first: of everything or of one subject. Every change is recorded in the transaction that makes it; what changes nothing is not recorded.",
    parameters: ["subject", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of changes.",
      schema: "ChangePage",
      examples: {
        page: {
          summary: "An agency's secret was rotated",
          value: {
            items: [
              {
                subject: `agencies/${ids.agencyId}`,
                revision: 4,
                action: "changed",
                changedAt: "2026-03-02T09:14:03.120Z",
                changedBy: ids.keyId,
                members: ["webhookSecrets"],
                hashBefore: "5f".repeat(32),
                hashAfter: "5f".repeat(32),
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
];
