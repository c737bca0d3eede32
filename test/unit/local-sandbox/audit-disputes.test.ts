import { describe, expect, it } from "vitest";
import type { Facts } from "../../../infra/local/audit/audit-facts.ts";
import type { Event, History } from "../../../infra/local/audit/audit-wire.ts";
import { audit } from "../../../infra/local/audit/audit.ts";
import { endsOf, receivedOf } from "../../../infra/local/audit/audit-quarantine.ts";
import { aHistory, anEvent, agencyId, aSent, aTaken, broken, payment, someFacts } from "./some-facts.ts";

const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000Z`;

/** What an audit finds of these checks alone. */
const foundBy = (facts: Facts, ...names: readonly string[]): readonly string[] =>
  audit(facts)
    .filter(({ name, holds }) => names.includes(name) && !holds)
    .map(({ name }) => name);

describe("the audit of contacts", () => {
  const raised = anEvent(1, { type: "dispute.raised", data: { holdId: "h" }, receivedAt: at(10) });
  const released = anEvent(3, { type: "hold.released", data: { holdId: "h" }, receivedAt: at(14) });
  const contacted = (hour: number, data: Event["data"] = {}) =>
    anEvent(2, { type: "contact.attempted", data: { startedAt: at(hour), violations: [], ...data } });
  const violated = { violations: ["CONTACT_DURING_HOLD"], holds: [{ holdId: "h", placedAt: at(10) }] };
  const noted: Partial<History["view"]> = { attention: ["CONTACT_DURING_HOLD"] };
  const found = (
    events: readonly Event[],
    {
      view = {},
      sly = [],
    }: { readonly view?: Partial<History["view"]>; readonly sly?: readonly string[] } = {},
  ) =>
    foundBy(
      someFacts({ sly, histories: [aHistory(events, view)] }),
      "everyContactJudged",
      "onlyTheSlyContactedWhileHeld",
    );

  it("notices one under a hold that is not called a violation, and takes one before or after it for lawful", () => {
    expect(found([raised, contacted(11), released])).toEqual(["everyContactJudged"]);
    expect(found([raised, contacted(9), released])).toEqual([]);
    expect(found([raised, contacted(15), released])).toEqual([]);
    expect(found([raised, contacted(15)])).toEqual(["everyContactJudged"]);
  });

  it("wants a violation with both times and on the account, and of nobody but the sly", () => {
    const events = [raised, contacted(11, violated), released];
    expect(found(events, { view: noted, sly: [agencyId] })).toEqual([]);
    expect(found(events, { view: noted })).toEqual(["onlyTheSlyContactedWhileHeld"]);
    expect(found(events, { sly: [agencyId] })).toEqual(["everyContactJudged"]);
    const wrongTime = { ...violated, holds: [{ holdId: "h", placedAt: at(9) }] };
    expect(found([raised, contacted(11, wrongTime)], { view: noted, sly: [agencyId] })).toEqual([
      "everyContactJudged",
    ]);
  });

  it("notices a violation where no hold stood", () => {
    expect(found([raised, contacted(9, violated)], { view: noted, sly: [agencyId] })).toEqual([
      "everyContactJudged",
    ]);
  });
});

describe("the audit of holds", () => {
  const event = (sequence: number, type: string, data: Event["data"] = { holdId: "h" }): Event =>
    anEvent(sequence, { type, data });
  const ordered = event(1, "hold.ordered");
  const silence = [event(2, "hold.reminded"), event(3, "hold.escalated")];
  const lost = event(4, "placement.recalled", { code: "HOLD_NOT_ACKNOWLEDGED" });
  const found = (events: readonly Event[], facts: Partial<Facts> = {}) =>
    foundBy(
      someFacts({
        histories: [aHistory(events, { lifecycle: "RECALLED" })],
        delivered: new Map([["evt_1", aTaken({ eventType: "hold.apply" })]]),
        ...facts,
      }),
      "holdsAcknowledged",
    );

  it("is content with an acknowledgement, an end, or silence that cost the account", () => {
    expect(found([ordered, event(2, "hold.acknowledged")])).toEqual([]);
    expect(found([ordered, event(2, "hold.released")])).toEqual([]);
    expect(found([ordered, ...silence, lost, event(5, "hold.released")])).toEqual([]);
    expect(found([ordered, ...silence, event(4, "placement.recalled", { code: "DECEASED" })])).toEqual([]);
  });

  it("notices silence without a consequence, and without a reminder", () => {
    expect(found([ordered])).toEqual(["holdsAcknowledged"]);
    expect(found([ordered, ...silence, event(5, "hold.released")])).toEqual(["holdsAcknowledged"]);
    expect(found([ordered, silence[1]!, lost])).toEqual(["holdsAcknowledged"]);
  });

  it("notices a hold that still stands without an answer, or is on a lender's list", () => {
    const holds = [{ holdId: "h", state: "ORDERED" }];
    const standing = [aHistory([ordered, event(2, "hold.acknowledged")], { holds })];
    expect(found([], { histories: standing })).toEqual(["holdsAcknowledged"]);
    expect(found([], { unacknowledged: ["h"] })).toEqual(["holdsAcknowledged"]);
  });
});

describe("the audit of what was received", () => {
  const answered = (disposition: string) =>
    aSent({
      outcomes: [
        {
          status: 202,
          replayed: false,
          attempts: 1,
          answer: { receiptId: "r", eventId: "cb-1", disposition },
        },
      ],
    });
  const kept = { agencyId, eventId: "cb-1", state: "OPEN", disposition: "QUARANTINED", isListed: true };
  const found = (facts: Partial<Facts>) => foundBy(someFacts(facts), "everyEventAccountedFor");
  const nowhere = { histories: [aHistory([])] };

  it("finds an end for what was applied, what was known and what waits, is rejected or was released", () => {
    expect(found({})).toEqual([]);
    expect(found({ ...nowhere, sent: [answered("DUPLICATE")] })).toEqual([]);
    const waiting = { sent: [answered("QUARANTINED")] };
    expect(found({ ...nowhere, ...waiting, quarantined: [kept] })).toEqual([]);
    expect(found({ ...nowhere, ...waiting, quarantined: [{ ...kept, state: "REJECTED" }] })).toEqual([]);
    const released = { ...kept, state: "RELEASED", disposition: "ACCEPTED", isListed: false };
    expect(found({ ...waiting, quarantined: [released] })).toEqual([]);
    const facts = someFacts({ ...waiting, quarantined: [released] });
    expect([...endsOf(facts).values()]).toEqual([["APPLIED"]]);
    expect(receivedOf(facts)).toHaveLength(1);
    expect(broken(facts)).toEqual([]);
  });

  it.each<readonly [string, Partial<Facts>]>([
    ["was applied and is in no history", nowhere],
    ["was known before and is in a history", { sent: [answered("DUPLICATE")] }],
    ["waits on no list", { ...nowhere, sent: [answered("QUARANTINED")] }],
    ["waits and is in a history", { sent: [answered("QUARANTINED")], quarantined: [kept] }],
    [
      "waits and is not on the operator's list",
      { ...nowhere, sent: [answered("QUARANTINED")], quarantined: [{ ...kept, isListed: false }] },
    ],
    [
      "was released and did nothing",
      {
        ...nowhere,
        sent: [answered("QUARANTINED")],
        quarantined: [{ ...kept, state: "RELEASED", disposition: "ACCEPTED", isListed: false }],
      },
    ],
    ["nobody sent", { quarantined: [{ ...kept, eventId: "cb-9" }] }],
  ])("notices what %s", (_name, facts) => {
    expect(found(facts)).toEqual(["everyEventAccountedFor"]);
  });
});

describe("the audit of tricks", () => {
  const trick = { kind: "FORGED", eventId: "t-1", status: 401, code: "signature-invalid" } as const;
  const found = (facts: Partial<Facts>) => foundBy(someFacts(facts), "noTrickWorked");

  it("wants who forges told nothing, and a crowd told when to come again, in header and body", () => {
    const crowd = { kind: "CROWD", eventId: "c", status: 429, code: "rate-limited" } as const;
    const told = { ...crowd, retryAfter: { header: "30", body: "30" } };
    expect(found({ tricks: [trick, { ...trick, kind: "UNKNOWN_AGENCY" }, told] })).toEqual([]);
    expect(found({ tricks: [{ ...trick, kind: "UNKNOWN_AGENCY", status: 404, code: "not-found" }] })).toEqual(
      ["noTrickWorked"],
    );
    expect(found({ tricks: [crowd] })).toEqual(["noTrickWorked"]);
    expect(found({ tricks: [{ ...told, retryAfter: { header: "30", body: "31" } }] })).toEqual([
      "noTrickWorked",
    ]);
  });

  it("notices one that worked", () => {
    expect(found({ tricks: [{ ...trick, status: 202, code: "" }] })).toEqual(["noTrickWorked"]);
    const recorded = { ...payment, data: { ...payment.data, sourceEventId: "t-1" } };
    expect(found({ tricks: [trick], histories: [aHistory([recorded])] })).toEqual(["noTrickWorked"]);
  });
});
