import { ids } from "../examples.ts";
import { faults, keyRefusals, type Operation } from "../operation.ts";
import { views } from "../story.ts";

const readers = { for: ["Lender", "Finance", "Operator"], proves: "key" } as const;

const { accountId, lenderAccountRef } = views.onHold;
const { holdId } = views.openDispute;

export const workListOperations: readonly Operation[] = [
  {
    ...readers,
    id: "listUnacknowledgedHolds",
    method: "GET",
    path: "/v1/unacknowledged-holds",
    summary: "List the holds that no agency acknowledged",
    says: "The holds that an agency was ordered to keep and has not said that it does, the soonest due first: after `dueAt` it is reminded, then you hear of it, then the account is taken back. What is asked for is picked from each page: one may have fewer entries than `limit`.",
    parameters: ["holdsAt", "holdState", "limit", "cursor", "ownedBy"],
    answer: {
      status: 200,
      says: "A page of holds.",
      schema: "UnacknowledgedHoldPage",
      examples: {
        one: {
          summary: "A dispute's hold that the agency was told of",
          value: {
            items: [
              {
                holdId,
                accountId,
                lenderAccountRef,
                placementId: ids.placementId,
                agencyId: ids.agencyId,
                type: "DISPUTE",
                state: "ORDERED",
                placedAt: "2026-03-10T16:40:03.402Z",
                nextStep: "REMIND",
                dueAt: "2026-03-11T04:40:04.019Z",
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...readers,
    id: "listOverdueClocks",
    method: "GET",
    path: "/v1/overdue-clocks",
    summary: "List what is overdue",
    says: "What somebody should have answered by now and has not, the longest overdue first: disputes and reports by the lender, attestations by agencies. An entry goes when the answer comes, however late. What is asked for is picked from each page: one may have fewer entries than `limit`.",
    parameters: ["overdueKind", "limit", "cursor", "ownedBy"],
    answer: {
      status: 200,
      says: "A page of clocks.",
      schema: "OverdueClockPage",
      examples: {
        one: {
          summary: "A dispute that waits for its lender",
          value: {
            items: [
              {
                kind: "LENDER_ANSWER",
                accountId,
                about: views.openDispute.disputeId,
                dueAt: "2026-03-17T16:40:04.019Z",
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
];
