import { describe, expect, it } from "vitest";
import type { Batch } from "../../../infra/local/audit/audit-facts.ts";
import type { Taken } from "../../../infra/local/agencies/pretend-agency-journal.ts";
import {
  aBatch,
  aHistory,
  aRecord,
  aTaken,
  agencyId,
  anEvent,
  broken,
  payment,
  someFacts,
} from "./some-facts.ts";

describe("the audit", () => {
  describe("of what agencies were told", () => {
    const offered = anEvent(1, { type: "placement.offered", data: { agencyId, placementId: "plc_1" } });
    const told = (taken: Partial<Taken>, disclosures = [aRecord]) =>
      broken(
        someFacts({
          sent: [],
          histories: [aHistory([offered])],
          delivered: new Map([["evt_1", aTaken(taken)]]),
          disclosures,
        }),
      );

    it("finds nothing wrong with an offer within the profile that is on record", () => {
      expect(told({})).toEqual([]);
      expect(told({ by: "FILE" }, [{ ...aRecord, channel: "FILE" }])).toEqual([]);
    });

    it.each<readonly [string, Partial<Taken>, readonly (typeof aRecord)[]]>([
      ["a field of the debtor too many", { data: { debtor: { dateOfBirth: "1939-07-31" } } }, [aRecord]],
      ["a member too many", { data: { openedOn: "2020-01-01" } }, [aRecord]],
      ["an offer without a record", {}, []],
      ["an offer on record for another channel", { by: "PULL" }, [aRecord]],
      ["a field that is not on record", {}, [{ ...aRecord, fields: ["lenderAccountRef"] }]],
    ])("notices %s", (_name, taken, records) => {
      expect(told(taken, [...records])).toEqual(["disclosedWithinProfile"]);
    });

    it("wants no record of what was withheld, and wants it withheld", () => {
      const withheld = { lenderAccountRef: "LC-1", debtor: {}, withheld: "DELETION_ATTESTED" };
      expect(told({ data: withheld }, [])).toEqual([]);
      expect(told({ data: { ...withheld, debtor: { name: "Debtor 1" } } }, [])).toEqual([
        "disclosedWithinProfile",
      ]);
    });

    it("wants the lender's answer to a question on record as one", () => {
      const taken = aTaken({ eventType: "information.provided", data: { text: "Here." } });
      const type = "placement.information_provided";
      const answered = (fields: readonly string[]) =>
        broken(
          someFacts({
            sent: [],
            histories: [aHistory([anEvent(1, { type, data: { agencyId, placementId: "plc_1" } })])],
            delivered: new Map([["evt_1", taken]]),
            disclosures: [{ ...aRecord, fields: [...fields] }],
          }),
        );
      expect(answered(["information"])).toEqual([]);
      expect(answered(["name"])).toEqual(["disclosedWithinProfile"]);
    });
  });

  describe("of an agency that was down", () => {
    const data = { agencyId, placementId: "plc_1" };
    const events = [
      anEvent(1, { type: "placement.offered", data }),
      anEvent(2, { type: "placement.cancelled", data }),
    ];
    const first = ["evt_1", aTaken()] as const;
    const second = ["evt_2", aTaken({ eventType: "placement.cancelled", data: {} })] as const;
    const taken = (...delivered: readonly (readonly [string, Taken])[]) =>
      broken(
        someFacts({
          sent: [],
          histories: [aHistory(events)],
          delivered: new Map(delivered),
          disclosures: [aRecord],
          outage: { agencyId, until: "2026-03-01T12:00:00Z", turnedAway: 3 },
        }),
      );

    it("finds nothing wrong when it got all in order", () => {
      expect(taken(first, second)).toEqual([]);
    });

    it("notices what it did not get, and what came in the wrong order", () => {
      expect(taken(first)).toEqual(["everyEventRouted", "parkedDrained"]);
      expect(taken(second, first)).toEqual(["parkedDrained"]);
    });
  });

  describe("of accounts that came by file", () => {
    const screened = anEvent(1, { type: "account.screened", data: { outcome: "REJECTED" } });
    const rejected = aHistory([payment], {
      accountId: "acc_2",
      lenderAccountRef: "LC-2",
      lifecycle: "REJECTED",
      screening: [{ rule: "DECEASED", outcome: "FAIL", code: "DECEASED", explanation: "The debtor died." }],
      placements: [],
    });
    const placed = ["acc_1", "acc_2"].map((accountId) => ({ accountId, repeats: [] }));
    const filed = (batch: Partial<Batch>) =>
      broken(
        someFacts({
          sent: [],
          histories: [aHistory([]), { ...rejected, events: [screened] }],
          placed,
          batches: [aBatch(batch)],
        }),
      );

    it("counts a row with two faults once", () => {
      expect(filed({})).toEqual([]);
    });

    it.each<readonly [string, Partial<Batch>]>([
      ["a row that is missing", { announced: 3 }],
      ["a count that is not that of the results", { progress: { ...aBatch().progress, rejected: 2 } }],
      ["a row of no account", { lines: aBatch().lines.map((line) => ({ ...line, accountId: "acc_3" })) }],
      [
        "a row that the history contradicts",
        {
          progress: { ...aBatch().progress, rejected: 0, offered: 1 },
          lines: aBatch().lines.map((line) => (line.line === "2" ? { ...line, outcome: "OFFERED" } : line)),
        },
      ],
      ["another batch for the same file", { again: { status: 201, batchId: "bat_2" } }],
    ])("notices %s", (_name, batch) => {
      expect(filed(batch)).toEqual(["batchesAgree"]);
    });
  });
});
