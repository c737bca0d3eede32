import { ids } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";

const BYTES_MAX = 64 * 1024;

const eventId = `evt_${ids.accountId.slice("acc_".length)}_3`;

const operator = { for: ["Operator"], proves: "key" } as const;

export const deadLetterOperations: readonly Operation[] = [
  {
    ...operator,
    id: "listDeadLetterQueues",
    method: "GET",
    path: "/v1/dead-letters",
    summary: "Count the dead letters",
    says: "Every queue of work that kept failing, and about how many letters wait in each. `redrive` says what redriving does: `SENT_BACK` to the queue they came from; `CLEARED`, because the clock has carried or will carry what they were about.",
    answer: {
      status: 200,
      says: "The queues.",
      schema: "DeadLetterQueueList",
      examples: {
        queues: {
          summary: "An agency was down for too long",
          value: {
            items: [
              { queue: "deliveries", count: 2, redrive: "SENT_BACK" },
              { queue: "clock", count: 0, redrive: "CLEARED" },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, ...faults],
  },
  {
    ...operator,
    id: "showDeadLetters",
    method: "GET",
    path: "/v1/dead-letters/:queue",
    summary: "Look at dead letters",
    says: "Some letters of a queue; all stay. Of an ordered queue, the foremost of each group is shown. Looking counts as receiving.",
    parameters: ["queue", "letters"],
    answer: {
      status: 200,
      says: "Some letters.",
      schema: "DeadLetterList",
      examples: {
        letters: {
          summary: "An offer that the agency never took",
          value: {
            queue: "deliveries",
            count: 1,
            items: [
              {
                messageId: "5fea7756-0ea4-451a-a703-a558b933e274",
                receiveCount: 18,
                sentAt: "2026-03-02T07:00:12.301Z",
                firstReceivedAt: "2026-03-02T07:00:12.355Z",
                eventId,
                accountId: ids.accountId,
                sequence: 3,
                type: "placement.offered",
              },
            ],
          },
        },
      },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", ...faults],
  },
  {
    ...operator,
    id: "redriveDeadLetters",
    method: "POST",
    path: "/v1/dead-letters/:queue/redrive",
    summary: "Redrive dead letters",
    says: "Sends letters back to the queue they came from, at most a hundred at a time; `more` says to go on. A repeat is safe: every worker takes an event once. `missing` names ids that were not met, such as those behind another letter of their ordered group.",
    parameters: ["queue"],
    request: {
      schema: "RedriveRequest",
      bytesMax: BYTES_MAX,
      examples: {
        all: { summary: "All of them", value: {} },
        some: { summary: "One event's", value: { eventIds: [eventId] } },
      },
    },
    answer: {
      status: 200,
      says: "What went back.",
      schema: "RedriveAnswer",
      examples: {
        redriven: {
          summary: "Two letters",
          value: { queue: "deliveries", redriven: 2, missing: [], more: false },
        },
      },
    },
    refusals: [...keyRefusals, ...bodyRefusals, "not-found", ...faults],
  },
];
