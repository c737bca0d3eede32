import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

const long = (length: number) => "x".repeat(length + 1);
const complaint = { category: "FEES", severity: "LOW" };

describe("a report of the debtor refuses", () => {
  it.each([
    ["complaint.raised", "no category", { severity: "LOW" }, "/data/category"],
    ["complaint.raised", "no severity", { category: "FEES" }, "/data/severity"],
    ["complaint.raised", "an unknown category", { ...complaint, category: "RUDE" }, "/data/category"],
    ["complaint.raised", "too many words", { ...complaint, narrative: long(20_000) }, "/data/narrative"],
    ["complaint.raised", "a time that is none", { ...complaint, receivedAt: "today" }, "/data/receivedAt"],
    ["debtor.deceased", "a date that is none", { diedOn: "2026-02-30" }, "/data/diedOn"],
    ["debtor.deceased", "too many words", { narrative: long(4000) }, "/data/narrative"],
    ["debtor.deceased", "an unknown source", { source: "NEIGHBOUR" }, "/data/source"],
    ["debtor.represented", "a reference that is too long", { evidenceRef: long(64) }, "/data/evidenceRef"],
    ["debtor.insolvent", "no kind", {}, "/data/kind"],
    ["debtor.vulnerable", "a diagnosis instead of a code", { code: "Depression" }, "/data/code"],
    ["debtor.cease_requested", "a yes that is text", { inWriting: "yes" }, "/data/inWriting"],
    ["debtor.moratorium", "an unknown kind", { kind: "LONG" }, "/data/kind"],
    [
      "debtor.moratorium",
      "an end beyond every calendar",
      { kind: "STANDARD", until: "9999-12-31T23:59:59-05:00" },
      "/data/until",
    ],
    ["debtor.id_theft", "words that are none", { narrative: 7 }, "/data/narrative"],
    ["debtor.moved", "a region that is none", { region: "Boston" }, "/data/region"],
  ])("%s: %s, and points at it", async (eventType, ...[, data, pointer]) => {
    const { lender, active } = await aTenantHere();
    const { placementId, agency, accountId } = await active();
    const answer = await agency.callback(eventType, { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
    expect((await lender.account(accountId)).holds).toEqual([]);
  });

  it("what is told of a placement that another agency has", async () => {
    const { place, agencies } = await aTenantHere({ agencies: 2 });
    const { placementId, agency } = await place();
    const other = agencies.find((one) => one !== agency)!;
    const answer = await other.callback("debtor.deceased", { placementId, data: {} });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });
});
