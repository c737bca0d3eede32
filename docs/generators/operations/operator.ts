import { agencyBody, contractBody, createKeyBody, ids, lenderBody } from "../examples.ts";
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
    parameters: ["lenderId"],
    request: {
      schema: "LenderBody",
      bytesMax: BYTES_MAX,
      examples: { lender: { summary: "A lender and its policy", value: lenderBody } },
    },
    answer: {
      status: 200,
      says: "The lender.",
      schema: "LenderView",
      examples: { lender: { summary: "With its first policy", value: lenderView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, ...faults],
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
    parameters: ["lenderId", "agencyId"],
    request: {
      schema: "ContractBody",
      bytesMax: BYTES_MAX,
      examples: { contract: { summary: "Sixty shares, five hundred accounts", value: contractBody } },
    },
    answer: {
      status: 200,
      says: "The contract.",
      schema: "ContractView",
      examples: { contract: { summary: "In use", value: contractView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "unknown-agency", ...faults],
  },
  {
    ...operator,
    id: "putAgency",
    method: "PUT",
    path: "/v1/agencies/:agencyId",
    summary: "Set up or change an agency",
    says: "The caller chooses the id. To rotate a secret, send the new one first and the old one after it; take the old one away once the agency signs with the new one.",
    parameters: ["agencyId"],
    request: {
      schema: "AgencyBody",
      bytesMax: BYTES_MAX,
      examples: { agency: { summary: "An agency licensed in one country", value: agencyBody } },
    },
    answer: {
      status: 200,
      says: "The agency, without its secrets.",
      schema: "AgencyView",
      examples: { agency: { summary: "The agency", value: agencyView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, ...faults],
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
      examples: { agency: { summary: "The agency", value: agencyView } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "createKey",
    method: "POST",
    path: "/v1/keys",
    summary: "Make an API key",
    says: "The answer shows the key this once. A repeat makes another key.",
    request: {
      schema: "CreateKeyRequest",
      bytesMax: BYTES_MAX,
      examples: {
        lender: { summary: "For a lender", value: createKeyBody },
        finance: {
          summary: "For finance",
          value: { principal: { kind: "FINANCE" }, label: "Month-end close" },
        },
      },
    },
    answer: {
      status: 201,
      says: "The key.",
      schema: "CreatedKey",
      examples: {
        lender: {
          summary: "A lender's key",
          value: {
            keyId: ids.keyId,
            apiKey: `gw_prod_${ids.keyId.slice("key_".length)}_${"0".repeat(64)}`,
            ...createKeyBody,
          },
        },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "unknown-principal", ...faults],
  },
];
