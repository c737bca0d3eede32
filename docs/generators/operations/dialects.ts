import { DialectBody } from "../../../shared/dialects/wire.ts";
import { TrialRequest } from "../../../shared/dialects/trial-wire.ts";
import { germanDialect, recordDialect, trialBody } from "../dialect-examples.ts";
import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { tried } from "../trial-example.ts";

const operator = { for: ["Operator"], proves: "key" } as const;

const dialectView = { agencyId: ids.agencyId, version: 1, ...DialectBody.parse(recordDialect) };

const reads = [...keyRefusals, "not-found", "invalid-request", ...faults] as const;

export const dialectOperations: readonly Operation[] = [
  {
    ...operator,
    id: "putDialect",
    method: "PUT",
    path: "/v1/agencies/:agencyId/dialect",
    summary: "Teach the gateway an agency's words",
    says: "The whole dialect in which an agency reports: where the members of a callback are found in its own bodies, and what its codes stand for. Every code is checked against the field that it stands in. Words that differ get the next version. It is in force within ten seconds; what came before is not read again.",
    parameters: ["agencyId", "ifMatch"],
    request: {
      schema: "DialectBody",
      bytesMax: 64 * 1024,
      examples: {
        records: {
          summary: "Flat records, two-letter types, dates without separators",
          value: recordDialect,
        },
        german: { summary: "German names, dates and decimals", value: germanDialect },
      },
    },
    answer: {
      status: 200,
      says: "The dialect.",
      schema: "DialectView",
      headers: ["ETag"],
      examples: { dialect: { summary: "Its first version", value: dialectView } },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", "precondition-failed", ...faults],
  },
  {
    ...operator,
    id: "getDialect",
    method: "GET",
    path: "/v1/agencies/:agencyId/dialect",
    summary: "Read an agency's dialect",
    says: "The dialect in force. An agency that sends the gateway's own words has none.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "The dialect.",
      schema: "DialectView",
      headers: ["ETag"],
      examples: { dialect: { summary: "Its first version", value: dialectView } },
    },
    refusals: reads,
  },
  {
    ...operator,
    id: "listDialectVersions",
    method: "GET",
    path: "/v1/agencies/:agencyId/dialect/versions",
    summary: "List the versions of a dialect",
    says: "Every version of the dialect as it was saved, newest first.",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of versions.",
      schema: "DialectVersionPage",
      examples: {
        first: {
          summary: "The first version",
          value: { items: [{ ...dialectView, savedAt: "2026-03-01T08:00:00.000Z" }] },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-cursor", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "tryDialect",
    method: "POST",
    path: "/v1/agencies/:agencyId/dialect-trials",
    summary: "Try a dialect",
    says: "Reads bodies by the dialect in force and by a draft, side by side, and changes nothing. Without samples it reads what the agency sent last: its events that wait in quarantine and, since it has a dialect, those of the last 35 days; at most two hundred, and at most a megabyte of them.",
    parameters: ["agencyId"],
    request: {
      schema: "TrialRequest",
      bytesMax: 128 * 1024,
      examples: {
        samples: { summary: "A draft on two samples", value: trialBody },
        past: { summary: "A draft on what the agency sent", value: { draft: recordDialect } },
      },
    },
    answer: {
      status: 200,
      says: "How every event is read.",
      schema: "TrialView",
      examples: {
        tried: { summary: "One of two is understood", value: tried(TrialRequest.parse(trialBody)) },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
  {
    ...operator,
    id: "getDialectDrift",
    method: "GET",
    path: "/v1/agencies/:agencyId/dialect-drift",
    summary: "Read what a dialect does not know",
    says: "Which values and members an agency sent that were not understood, how often, since when; the latest first. The first two hundred different ones are counted one by one, all others together as `other`.",
    parameters: ["agencyId"],
    answer: {
      status: 200,
      says: "What was not known.",
      schema: "DialectDrift",
      examples: {
        drift: {
          summary: "A new type of payment, and a new member",
          value: {
            items: [
              {
                reason: "unknown-event-type",
                pointer: "/eventType",
                value: "DA",
                count: 3,
                firstSeenAt: "2026-03-10T08:00:00.000Z",
                lastSeenAt: "2026-03-12T09:30:00.000Z",
              },
              {
                reason: "unknown-field",
                pointer: "/record/desk",
                value: "",
                count: 41,
                firstSeenAt: "2026-03-08T08:00:00.000Z",
                lastSeenAt: "2026-03-11T16:02:00.000Z",
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "invalid-request", ...faults],
  },
];
