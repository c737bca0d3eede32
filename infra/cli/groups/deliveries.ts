import type { Choice, Group } from "../operation.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const LENDER = "lnd_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const ENDPOINT = "end_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const EVENT = "evt_01JB4R0E3SH5G9V1XJ7P2M4WQC_3";

const recipient: readonly Choice[] = [
  { flag: "--agency <agencyId>", says: "whose deliveries: an agency's", member: "agencyId" },
  { flag: "--lender <lenderId>", says: "or a lender's", member: "lenderId" },
];

const endpoint: Choice = {
  flag: "--endpoint <endpointId>",
  says: "only this endpoint",
  member: "endpointId",
};

export const deliveryGroups: readonly Group[] = [
  {
    name: "endpoints",
    says: "Where agencies and lenders are reached",
    operations: [
      {
        name: "list",
        says: "Lists the endpoints of an agency or a lender",
        examples: [`endpoints list ${AGENCY}`, `endpoints list --lender ${LENDER}`],
        method: "GET",
        path: "/v1/agencies/:agencyId/endpoints",
        lenderPath: "/v1/lenders/:lenderId/endpoints",
        paged: true,
        columns: [
          ["endpoint", "endpointId"],
          ["status", "status"],
          ["url", "url"],
          ["events", "eventTypes"],
        ],
      },
      {
        name: "show",
        says: "Shows an endpoint",
        examples: [`endpoints show ${AGENCY} ${ENDPOINT}`],
        method: "GET",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId",
      },
      {
        name: "create",
        says: "Adds an endpoint",
        examples: [`endpoints create ${AGENCY} endpoint.json`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints",
        lenderPath: "/v1/lenders/:lenderId/endpoints",
        body: "file",
      },
      {
        name: "save",
        says: "Changes an endpoint",
        examples: [`endpoints save ${AGENCY} ${ENDPOINT} endpoint.json`],
        method: "PUT",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId",
        body: "file",
      },
      {
        name: "rotate",
        says: "Makes a new signing secret and shows it this once",
        examples: [`endpoints rotate ${AGENCY} ${ENDPOINT}`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId/rotation",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId/rotation",
        body: [
          {
            flag: "--overlap <hours>",
            says: "how long the former secret goes on signing",
            member: "overlapHours",
            kind: "integer",
          },
        ],
        asks: "Its owner must be given the new secret. Rotate it?",
      },
      {
        name: "ping",
        says: "Sends a test event",
        examples: [`endpoints ping ${AGENCY} ${ENDPOINT}`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId/ping",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId/ping",
        body: [],
        repeatable: true,
      },
      {
        name: "enable",
        says: "Opens an endpoint that was switched off",
        examples: [`endpoints enable ${AGENCY} ${ENDPOINT}`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId/enabling",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId/enabling",
        body: [],
        repeatable: true,
      },
      {
        name: "disable",
        says: "Switches an endpoint off; what is for it waits",
        examples: [`endpoints disable ${AGENCY} ${ENDPOINT}`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId/disabling",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId/disabling",
        body: [],
        repeatable: true,
        asks: "Nothing is posted there until it is enabled. Disable it?",
      },
      {
        name: "remove",
        says: "Takes an endpoint away, with what was on its way there",
        examples: [`endpoints remove ${AGENCY} ${ENDPOINT} --yes`],
        method: "POST",
        path: "/v1/agencies/:agencyId/endpoints/:endpointId/removal",
        lenderPath: "/v1/lenders/:lenderId/endpoints/:endpointId/removal",
        body: [],
        asks: "What was on its way there is not sent any more. Remove it?",
      },
    ],
  },
  {
    name: "deliveries",
    says: "What was sent to agencies and lenders, and what became of it",
    operations: [
      {
        name: "search",
        says: "Searches deliveries",
        examples: [`deliveries search --agency ${AGENCY} --state GIVEN_UP --from 2026-03-01T00:00:00Z`],
        method: "GET",
        path: "/v1/deliveries",
        query: [
          ...recipient,
          { flag: "--state <state>", says: "only those in this state", member: "state" },
          { flag: "--from <instant>", says: "not before", member: "from" },
          { flag: "--to <instant>", says: "not after", member: "to" },
        ],
        paged: true,
        columns: [
          ["event", "eventId"],
          ["type", "eventType"],
          ["state", "state"],
          ["endpoint", "endpointId"],
          ["attempts", "attempts"],
          ["status", "lastStatus"],
          ["last tried", "lastAttemptAt"],
        ],
      },
      {
        name: "show",
        says: "Shows a delivery with every attempt",
        examples: [`deliveries show ${EVENT}`],
        method: "GET",
        path: "/v1/deliveries/:eventId",
        query: [endpoint],
      },
      {
        name: "replay",
        says: "Sends one event again",
        examples: [`deliveries replay ${EVENT}`],
        method: "POST",
        path: "/v1/deliveries/:eventId/replay",
        query: [endpoint],
        body: [],
        repeatable: true,
      },
      {
        name: "replay-range",
        says: "Sends the events of a time again",
        examples: [
          `deliveries replay-range --agency ${AGENCY} --from 2026-03-01T00:00:00Z --to 2026-03-02T00:00:00Z`,
        ],
        method: "POST",
        path: "/v1/delivery-replays",
        body: [
          ...recipient,
          { flag: "--from <instant>", says: "not before", member: "from", needed: true },
          { flag: "--to <instant>", says: "not after", member: "to", needed: true },
          { flag: "--states <states>", says: "only those in these states", member: "states", kind: "list" },
        ],
        asks: "Whoever got these events gets them again, under the ids that they had. Send them?",
        repeatable: true,
      },
    ],
  },
  {
    name: "dead-letters",
    says: "Work that kept failing",
    operations: [
      {
        name: "list",
        says: "Counts the letters of every queue",
        examples: ["dead-letters list"],
        method: "GET",
        path: "/v1/dead-letters",
        columns: [
          ["queue", "queue"],
          ["letters", "count"],
          ["redriving", "redrive"],
        ],
      },
      {
        name: "show",
        says: "Looks at some letters; all of them stay",
        examples: ["dead-letters show deliveries --limit 50"],
        method: "GET",
        path: "/v1/dead-letters/:queue",
        query: [{ flag: "--limit <n>", says: "how many", member: "limit" }],
        columns: [
          ["event", "eventId"],
          ["type", "type"],
          ["account", "accountId"],
          ["received", "receiveCount"],
          ["first tried", "firstReceivedAt"],
          ["message", "messageId"],
        ],
      },
      {
        name: "redrive",
        says: "Sends letters back to where they came from: all, or those that are named",
        examples: [
          "dead-letters redrive deliveries --yes",
          `dead-letters redrive disputes --events ${EVENT}`,
        ],
        method: "POST",
        path: "/v1/dead-letters/:queue/redrive",
        body: [
          {
            flag: "--events <ids>",
            says: "only these events, with commas",
            member: "eventIds",
            kind: "list",
          },
          {
            flag: "--messages <ids>",
            says: "only these letters, with commas",
            member: "messageIds",
            kind: "list",
          },
        ],
        asks: "What the letters are about is tried again. Redrive them?",
        repeatable: true,
        goesOn: true,
      },
    ],
  },
];
