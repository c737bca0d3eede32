import { describe, expect, it } from "vitest";
import { entries, resolutionPostings } from "../../../shared/breaks/entries.ts";
import { confirm, reject, resolve } from "../../../shared/breaks/resolution.ts";
import { EntryKind, methodOf, ResolveBreakRequest } from "../../../shared/breaks/resolution-wire.ts";
import { BreakCode } from "../../../shared/reconciliation/wire.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { after, aPerson, aRecord, keyIds } from "../../support/breaks.ts";
import { anAgencyId, cash, usd } from "../../support/builders.ts";

const [agencyId, other] = [anAgencyId(), anAgencyId()];
const clearing = `agency-clearing/${agencyId}`;
const inTransit = `in-transit/${agencyId}`;

describe("the entries that a resolution may post", () => {
  it.each([
    ["WRITE_OFF_CLEARING", clearing, "tolerance"],
    ["WRITE_OFF_IN_TRANSIT", inTransit, "tolerance"],
    ["WRITE_OFF_BANK", "bank-clearing", "tolerance"],
    ["ATTRIBUTE_CLEARING", clearing, `agency-clearing/${other}`],
    ["HOLD_IN_SUSPENSE", clearing, `suspense/${agencyId}`],
    ["ATTRIBUTE_BANK", "bank-clearing", `agency-clearing/${other}`],
    ["CORRECT_ADVICE", inTransit, clearing],
    ["CORRECT_BANK", "bank-clearing", inTransit],
    ["SETTLE_REFUND", "bank-clearing", "refund-clearing"],
    ["SETTLE_FEES", "bank-clearing", `commission-payable/${agencyId}`],
    ["SETTLE_SUSPENSE", "bank-clearing", `suspense/${agencyId}`],
  ] as const)(
    "%s takes what is missing off %s and puts it on %s; a surplus the other way",
    (entry, from, to) => {
      const posting = { entry, ...(methodOf[entry] === "ATTRIBUTION" && { toAgencyId: other }) };
      for (const code of entries[entry].codes)
        for (const amount of [700, -700]) {
          expect(accepted(resolutionPostings({ code, amount, agencyId }, posting))).toEqual([
            { account: from, amount: -amount },
            { account: to, amount },
          ]);
        }
    },
  );

  it("are all of the catalogue, and each is for some breaks and not for all", () => {
    expect(Object.keys(entries).toSorted()).toEqual(EntryKind.options.toSorted());
    for (const entry of EntryKind.options) {
      const posting = { entry, ...(methodOf[entry] === "ATTRIBUTION" && { toAgencyId: other }) };
      const codes = BreakCode.options.filter(
        (code) => resolutionPostings({ code, amount: 5, agencyId }, posting).ok,
      );
      expect(codes.toSorted()).toEqual(entries[entry].codes.toSorted());
      expect(codes.length).toBeGreaterThan(0);
    }
  });

  it("are never for a break whose amount is not what an account has left", () => {
    const posted = new Set(Object.values(entries).flatMap(({ codes }) => codes));
    for (const code of ["SUSPECTED_DUPLICATE", "DUPLICATE_REF", "REMIT_LATE", "CREDIT_BALANCE"] as const)
      expect(posted).not.toContain(code);
  });

  const unbanked = "REMIT_UNMATCHED_BANK";

  it("attribute to the break's own agency where nobody else is named", () => {
    const [, to] = accepted(
      resolutionPostings({ code: unbanked, amount: -5, agencyId }, { entry: "ATTRIBUTE_BANK" }),
    );
    expect(to).toEqual({ account: clearing, amount: -5 });
  });

  it("take the agency that is named where the break has none", () => {
    const posting = { entry: "ATTRIBUTE_BANK", agencyId } as const;
    const [, to] = accepted(resolutionPostings({ code: unbanked, amount: -5 }, posting));
    expect(to?.account).toBe(clearing);
  });

  it.each([
    ["nothing is at odds", { code: unbanked, amount: 0 }, { entry: "WRITE_OFF_BANK" }, "entry"],
    ["it is for others", { code: "DATE_DIFF", amount: 5 }, { entry: "WRITE_OFF_BANK" }, "entry"],
    ["no agency is known", { code: unbanked, amount: 5 }, { entry: "CORRECT_BANK" }, "agencyId"],
    ["no agency is known", { code: "AMOUNT_DIFF", amount: 5 }, { entry: "WRITE_OFF_CLEARING" }, "agencyId"],
    [
      "another agency is named than its own",
      { code: "AMOUNT_DIFF", amount: 5, agencyId },
      { entry: "WRITE_OFF_CLEARING", agencyId: other },
      "agencyId",
    ],
    [
      "nobody is named to attribute to",
      { code: unbanked, amount: 5 },
      { entry: "ATTRIBUTE_BANK" },
      "toAgencyId",
    ],
    [
      "it would be attributed to whom it is with",
      { code: "PAY_ON_WRONG_AGENCY", amount: 5, agencyId },
      { entry: "ATTRIBUTE_CLEARING" },
      "toAgencyId",
    ],
    [
      "something is attributed by an entry that does not",
      { code: unbanked, amount: 5, agencyId },
      { entry: "WRITE_OFF_BANK", toAgencyId: other },
      "toAgencyId",
    ],
  ] as const)("are refused when %s: %#", (...[, of, posting, member]) => {
    expect(resolutionPostings(of, posting)).toMatchObject({
      ok: false,
      error: { code: "invalid-request", errors: [{ pointer: `/posting/${member}` }] },
    });
  });
});

const ledgerEntry = { accountId: "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV", sequence: 3 };
const explanation = "x";
const remittanceId = "rem_01JB4R0E3SH5G9V1XJ7P2M4WQC";

describe("a request to resolve", () => {
  it.each([
    { method: "MANUAL" },
    { method: "MANUAL", ledgerEntry },
    { method: "MATCH", ledgerEntry },
    { method: "CORRECTION", ledgerEntry },
    { method: "CORRECTION", posting: { entry: "SETTLE_FEES" } },
    { method: "CORRECTION", posting: { entry: "CORRECT_BANK", remittanceId } },
    { method: "ATTRIBUTION", ledgerEntry },
    { method: "ATTRIBUTION", posting: { entry: "ATTRIBUTE_BANK" } },
    { method: "WRITE_OFF_TOLERANCE", posting: { entry: "WRITE_OFF_BANK" } },
  ])("is taken: %o", (request) => {
    expect(ResolveBreakRequest.safeParse({ ...request, explanation }).error).toBeUndefined();
  });

  it.each([
    { method: "MATCH" },
    { method: "CORRECTION" },
    { method: "ATTRIBUTION" },
    { method: "WRITE_OFF_TOLERANCE" },
    { method: "WRITE_OFF_TOLERANCE", ledgerEntry },
    { method: "MANUAL", posting: { entry: "WRITE_OFF_BANK" } },
    { method: "MATCH", posting: { entry: "CORRECT_BANK" } },
    { method: "CORRECTION", posting: { entry: "CORRECT_BANK" } },
    { method: "CORRECTION", posting: { entry: "SETTLE_FEES", remittanceId } },
    { method: "CORRECTION", posting: { entry: "CORRECT_BANK", remittanceId }, ledgerEntry },
    { method: "CORRECTION", posting: { entry: "WRITE_OFF_BANK" } },
    { method: "FORGET" },
    { method: "MANUAL", ledgerEntry: { ...ledgerEntry, sequence: 0 } },
    { method: "MANUAL", ledgerEntry: { ...ledgerEntry, accountId: "ACCOUNT#1" } },
    { method: "MANUAL", amount: 1 },
    { method: "MANUAL", explanation: "" },
    { method: "MANUAL", explanation: "x".repeat(2_001) },
  ])("is refused: %o", (request) => {
    expect(ResolveBreakRequest.safeParse({ explanation, ...request }).success).toBe(false);
  });
});

const writeOff = ResolveBreakRequest.parse({
  method: "WRITE_OFF_TOLERANCE",
  explanation: "Bank charges.",
  posting: { entry: "WRITE_OFF_CLEARING" },
});

describe("resolving", () => {
  it("posts the entry in the break's own history, and names its event", () => {
    const before = aRecord({ agencyId });
    const { after: resolved, event } = accepted(resolve(before, { request: writeOff }, aPerson()));
    const postings = [
      { account: clearing, amount: -500 },
      { account: "tolerance", amount: 500 },
    ];
    expect(event).toMatchObject({
      type: "break.resolved",
      actor: aPerson().actor,
      data: { method: "WRITE_OFF_TOLERANCE", entry: "WRITE_OFF_CLEARING", explanation: "Bank charges." },
      postings,
    });
    expect(resolved).toMatchObject({
      state: "RESOLVED",
      resolution: { postings, ledgerEventId: `evt_${before.breakId.slice(4)}_2`, resolvedAt: aPerson().now },
    });
  });

  it("by an entry that stands already names that one and posts nothing", () => {
    const request = ResolveBreakRequest.parse({ method: "MATCH", explanation, ledgerEntry });
    const { after: resolved, event } = accepted(
      resolve(aRecord(), { request, ledgerEventId: "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV_3" }, aPerson()),
    );
    expect(resolved.resolution).toMatchObject({
      ledgerEventId: "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV_3",
      postings: [],
    });
    expect(event).not.toHaveProperty("postings");
  });

  it("is done once", () => {
    const { after: resolved } = accepted(resolve(aRecord(), { request: writeOff }, aPerson()));
    expect(resolve(resolved, { request: writeOff }, aPerson())).toMatchObject({
      ok: false,
      error: { code: "invalid-transition", extra: { allowed: ["reopen", "recur"] } },
    });
  });

  it.each([
    ["at the limit", 500, usd(500), false],
    ["above it", 500, usd(499), true],
    ["a surplus above it", -500, usd(499), true],
    ["in another currency than it", 1, cash(900_000, "EUR"), true],
    ["of nothing", 0, usd(0), false],
    ["of nothing, whatever the currency,", 0, cash(0, "EUR"), false],
  ])("a difference %s waits for a second key: %#", (...[, amount, fourEyesAbove, waits]) => {
    const request = ResolveBreakRequest.parse({ method: "MANUAL", explanation });
    const { after: so, event } = accepted(
      resolve(aRecord({ amount }), { request, fourEyesAbove }, aPerson()),
    );
    expect(so.state).toBe(waits ? "OPEN" : "RESOLVED");
    expect(event.type).toBe(waits ? "break.resolution_proposed" : "break.resolved");
    expect(event).not.toHaveProperty("postings");
  });
});

describe("a proposed resolution", () => {
  const before = aRecord({ agencyId });
  const proposed = after(
    before,
    accepted(resolve(before, { request: writeOff, fourEyesAbove: usd(1) }, aPerson())),
    aPerson().now,
  );

  it("posts when another key confirms it, on what stands then", () => {
    const { after: resolved, event } = accepted(confirm(proposed, aPerson("other", 2)));
    expect(resolved).toMatchObject({
      state: "RESOLVED",
      resolution: {
        resolvedBy: { id: keyIds.other },
        confirmedBy: keyIds.other,
        resolvedAt: aPerson("other", 2).now,
      },
    });
    expect(resolved).not.toHaveProperty("proposal");
    expect(event).toMatchObject({
      data: { proposedBy: keyIds.one },
      postings: [{ amount: -500 }, { amount: 500 }],
    });
  });

  it("is not confirmed by the key that proposed it", () => {
    expect(confirm(proposed, aPerson())).toMatchObject({ ok: false, error: { code: "four-eyes-needed" } });
  });

  it("keeps the entry that it named", () => {
    const request = ResolveBreakRequest.parse({ method: "MATCH", explanation, ledgerEntry });
    const named = accepted(
      resolve(before, { request, ledgerEventId: "evt_9", fourEyesAbove: usd(1) }, aPerson()),
    ).after;
    expect(accepted(confirm(named, aPerson("other"))).after.resolution?.ledgerEventId).toBe("evt_9");
  });

  it("is the only one until it is rejected", () => {
    expect(resolve(proposed, { request: writeOff }, aPerson("other"))).toMatchObject({
      ok: false,
      error: { code: "invalid-transition", extra: { allowed: ["confirm", "reject"] } },
    });
    const { after: free, event } = accepted(reject(proposed, "Ask them first.", aPerson("other")));
    expect(event).toMatchObject({ type: "break.resolution_rejected", data: { reason: "Ask them first." } });
    expect(free).not.toHaveProperty("proposal");
    expect(resolve(free, { request: writeOff }, aPerson()).ok).toBe(true);
    expect(confirm(free, aPerson("other"))).toMatchObject({
      ok: false,
      error: { code: "invalid-transition" },
    });
  });
});
