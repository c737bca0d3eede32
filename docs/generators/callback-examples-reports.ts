import { envelope } from "./callback-envelope.ts";

/** Callbacks about the debtor as a person, and a complaint. */
export const reportExamples = {
  "complaint.raised": {
    ...envelope("evt-2026-000130", "2026-03-11T10:00:00Z"),
    eventType: "complaint.raised",
    data: {
      category: "CONTACT",
      severity: "MEDIUM",
      channel: "EMAIL",
      receivedAt: "2026-03-10T18:20:00Z",
      source: "DEBTOR",
      narrative: "You rang me at work although I had asked you not to.",
    },
  },
  "debtor.deceased": {
    ...envelope("evt-2026-000131", "2026-03-11T11:00:00Z"),
    eventType: "debtor.deceased",
    data: {
      diedOn: "2026-02-27",
      source: "RELATIVE",
      evidenceRef: "DOC-5512",
      narrative: "Her son wrote to us.",
    },
  },
  "debtor.insolvent": {
    ...envelope("evt-2026-000132", "2026-03-11T12:00:00Z"),
    eventType: "debtor.insolvent",
    data: { kind: "BANKRUPTCY", filedOn: "2026-03-09", source: "PUBLIC_RECORD", evidenceRef: "26-10417" },
  },
  "debtor.vulnerable": {
    ...envelope("evt-2026-000136", "2026-03-11T13:00:00Z"),
    eventType: "debtor.vulnerable",
    data: { code: "LIFE_EVENT", source: "DEBTOR" },
  },
  "debtor.represented": {
    ...envelope("evt-2026-000137", "2026-03-11T14:00:00Z"),
    eventType: "debtor.represented",
    data: { source: "ATTORNEY", evidenceRef: "DOC-5513" },
  },
  "debtor.cease_requested": {
    ...envelope("evt-2026-000138", "2026-03-11T15:00:00Z"),
    eventType: "debtor.cease_requested",
    data: { inWriting: true, channel: "LETTER", source: "DEBTOR" },
  },
  "debtor.moratorium": {
    ...envelope("evt-2026-000139", "2026-03-11T16:00:00Z"),
    eventType: "debtor.moratorium",
    data: { kind: "STANDARD", source: "PUBLIC_RECORD", evidenceRef: "BS-20260311-77" },
  },
  "debtor.id_theft": {
    ...envelope("evt-2026-000140", "2026-03-11T17:00:00Z"),
    eventType: "debtor.id_theft",
    data: { source: "DEBTOR", narrative: "I never took out this loan; I reported it to the police." },
  },
  "debtor.moved": {
    ...envelope("evt-2026-000141", "2026-03-11T18:00:00Z"),
    eventType: "debtor.moved",
    data: { region: "US-NY", source: "DEBTOR" },
  },
} as const;
