import { createKeyBody, ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 64 * 1024;

const keyView = {
  keyId: ids.keyId,
  ...createKeyBody,
  state: "ACTIVE",
  createdAt: "2026-01-05T08:30:00.000Z",
  lastUsedAt: "2026-03-02T08:14:44.018Z",
};
const { lastUsedAt: _notYet, ...fresh } = keyView;
const secretOf = (keyId: string): string => `gw_prod_${keyId.slice("key_".length)}_${"0".repeat(64)}`;
const revokedView = { ...keyView, state: "REVOKED", revokedAt: "2026-03-02T09:14:03.120Z" };

const operator = { for: ["Operator"], proves: "key" } as const;

export const keyOperations: readonly Operation[] = [
  {
    ...operator,
    id: "listKeys",
    method: "GET",
    path: "/v1/keys",
    summary: "List the API keys",
    says: "Every key with its state, its end and its last use, which is noted once an hour. A page is filtered after it was read: it may be short or empty and still have a `nextCursor`.",
    parameters: ["keyKind", "keysOfLender", "keysOfAgency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of keys.",
      schema: "KeyPage",
      examples: { page: { summary: "The only page", value: { items: [keyView] } } },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
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
          summary: "For finance, until a day",
          value: {
            principal: { kind: "FINANCE" },
            label: "Month-end close",
            expiresAt: "2031-12-31T23:59:59Z",
          },
        },
      },
    },
    answer: {
      status: 201,
      says: "The key.",
      schema: "CreatedKey",
      examples: {
        lender: { summary: "A lender's key", value: { ...fresh, apiKey: secretOf(ids.keyId) } },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "unknown-principal", ...faults],
  },
  {
    ...operator,
    id: "getKey",
    method: "GET",
    path: "/v1/keys/:keyId",
    summary: "Read an API key",
    says: "Where the key stands. Neither the key nor its hash is shown.",
    parameters: ["keyId"],
    answer: {
      status: 200,
      says: "The key.",
      schema: "KeyView",
      examples: { key: { summary: "In force", value: keyView } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "rotateKey",
    method: "POST",
    path: "/v1/keys/:keyId/rotation",
    summary: "Rotate an API key",
    says: "Makes a successor for the same principal and shows it this once. The old key goes on for `overlapHours` and is refused from then on. A key has one successor: should its secret be lost, rotate the successor.",
    parameters: ["keyId"],
    request: {
      schema: "RotateKeyRequest",
      bytesMax: BYTES_MAX,
      examples: {
        week: { summary: "A week to change over", value: { overlapHours: 168 } },
        now: { summary: "No overlap", value: { overlapHours: 0, label: "Loan system, after the leak" } },
      },
    },
    answer: {
      status: 201,
      says: "The successor.",
      schema: "CreatedKey",
      examples: {
        successor: {
          summary: "The successor",
          value: {
            ...fresh,
            keyId: ids.successorId,
            createdAt: "2026-03-02T09:14:03.120Z",
            predecessorId: ids.keyId,
            apiKey: secretOf(ids.successorId),
          },
        },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "invalid-transition", ...faults],
  },
  {
    ...operator,
    id: "revokeKey",
    method: "POST",
    path: "/v1/keys/:keyId/revocation",
    summary: "Revoke an API key",
    says: "Ends the key at once; a function that is running may accept it for ten seconds more. A repeat changes nothing.",
    parameters: ["keyId"],
    answer: {
      status: 200,
      says: "The key as it ended.",
      schema: "KeyView",
      examples: { revoked: { summary: "Revoked", value: revokedView } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
];
