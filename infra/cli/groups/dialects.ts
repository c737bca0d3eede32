import type { Column } from "../show.ts";
import type { Group } from "../operation.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const RECEIPT = "rcp_0f4c2f3b1b0a4f6d8e7a9c5d21";

const unknown: readonly Column[] = [
  ["reason", "reason"],
  ["at", "pointer"],
  ["value", "value"],
];

export const dialectGroups: readonly Group[] = [
  {
    name: "dialects",
    says: "The words in which agencies report",
    operations: [
      {
        name: "show",
        says: "Shows the dialect in force",
        examples: [`dialects show ${AGENCY}`],
        method: "GET",
        path: "/v1/agencies/:agencyId/dialect",
      },
      {
        name: "set",
        says: "Puts a dialect in force",
        examples: [`dialects set ${AGENCY} dialect.json`],
        method: "PUT",
        path: "/v1/agencies/:agencyId/dialect",
        body: "file",
      },
      {
        name: "versions",
        says: "Lists the versions of a dialect",
        examples: [`dialects versions ${AGENCY}`],
        method: "GET",
        path: "/v1/agencies/:agencyId/dialect/versions",
        paged: true,
        columns: [
          ["version", "version"],
          ["saved", "savedAt"],
          ["codes", "codes"],
        ],
      },
      {
        name: "try",
        says: "Reads samples, or what the agency sent last, by a draft and by the dialect in force",
        examples: [`dialects try ${AGENCY} trial.json`],
        method: "POST",
        path: "/v1/agencies/:agencyId/dialect-trials",
        body: "file",
        repeatable: true,
      },
      {
        name: "drift",
        says: "Shows what the agency sent and its dialect does not know",
        examples: [`dialects drift ${AGENCY}`],
        method: "GET",
        path: "/v1/agencies/:agencyId/dialect-drift",
        columns: [...unknown, ["count", "count"], ["first", "firstSeenAt"], ["last", "lastSeenAt"]],
      },
    ],
  },
  {
    name: "quarantine",
    says: "Events that wait for a person",
    operations: [
      {
        name: "list",
        says: "Lists the events that wait, or that were rejected",
        examples: ["quarantine list", `quarantine list --agency ${AGENCY} --reason unknown-code --all`],
        method: "GET",
        path: "/v1/quarantined-events",
        query: [
          { flag: "--agency <agencyId>", says: "only events of this agency", member: "agencyId" },
          { flag: "--reason <reason>", says: "only those that wait for this reason", member: "reason" },
          { flag: "--state <state>", says: "OPEN or REJECTED", member: "state" },
        ],
        paged: true,
        columns: [
          ["receipt", "receiptId"],
          ["agency", "agencyId"],
          ["event", "eventId"],
          ["received", "receivedAt"],
          ...unknown,
        ],
      },
      {
        name: "show",
        says: "Shows an event with its whole text",
        examples: [`quarantine show ${RECEIPT}`],
        method: "GET",
        path: "/v1/quarantined-events/:receiptId",
      },
      {
        name: "release",
        says: "Takes an event after all, as of when it came",
        examples: [`quarantine release ${RECEIPT}`],
        method: "POST",
        path: "/v1/quarantined-events/:receiptId/release",
        body: [],
        asks: "What the event says is done to its account. Release it?",
        repeatable: true,
      },
      {
        name: "reject",
        says: "Takes an event off the list for good",
        examples: [`quarantine reject ${RECEIPT} --reason "Not a payment" --yes`],
        method: "POST",
        path: "/v1/quarantined-events/:receiptId/rejection",
        body: [{ flag: "--reason <text>", says: "why", member: "reason", needed: true }],
        asks: "Nothing will ever be done with the event. Reject it?",
        repeatable: true,
      },
    ],
  },
];
