import { describe, expect, it } from "vitest";
import { breakIdOf, findingOf, otherFinding } from "../../../shared/breaks/finding.ts";
import { regained } from "../../../shared/breaks/given-up.ts";
import { cleared, observed } from "../../../shared/breaks/observed.ts";
import { reject, resolve } from "../../../shared/breaks/resolution.ts";
import { comment, reopen } from "../../../shared/breaks/work-on.ts";
import type { BreakRecord } from "../../../shared/breaks/model.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { plusHours } from "../../../shared/kernel/time.ts";
import { after, aBreak, aLook, aPerson, aRecord } from "../../support/breaks.ts";
import { aLenderId, now, usd } from "../../support/builders.ts";

const stepOf = (found: ReturnType<typeof observed>) => {
  if (found.kind !== "STEP") throw new Error(`${found.kind} is no step`);
  return found.step;
};

const manual = { method: "MANUAL", explanation: "Agreed by mail." } as const;
const written = {
  method: "WRITE_OFF_TOLERANCE",
  explanation: "x",
  posting: { entry: "WRITE_OFF_CLEARING" },
} as const;

const resolvedBy = (before: BreakRecord, request: Parameters<typeof resolve>[1]["request"] = manual) =>
  after(before, accepted(resolve(before, { request }, aPerson())), aPerson().now);

describe("finding something", () => {
  const found = aBreak();

  it("for the first time opens a break under the hash of its fingerprint, with a clock by its severity", () => {
    const { after: opened, event, evidence } = stepOf(observed(undefined, findingOf(found), aLook()));
    expect(opened).toMatchObject({
      breakId: breakIdOf(found.fingerprint),
      code: "AMOUNT_DIFF",
      state: "OPEN",
      source: "RUN",
      amount: 500,
      firstSeenAt: now,
      lastSeenAt: now,
      timesSeen: 1,
      dueAt: "2026-03-04T12:00:00.000Z",
    });
    expect(opened.breakId).toMatch(/^brk_[0-9A-F]{26}$/u);
    expect(event).toMatchObject({
      type: "break.opened",
      data: { amount: { amount: 500 }, severity: "HIGH" },
    });
    expect(evidence).toMatchObject({ reported: { facts: [{ amount: 10_000 }], more: 0 }, moreSubjects: 0 });
  });

  it("again, with the same amount, is no event", () => {
    expect(observed(aRecord(found), findingOf(found), aLook(24))).toEqual({ kind: "SEEN_AGAIN" });
  });

  it.each([
    ["in the same run", 0],
    ["in an earlier run that comes late", -1],
  ])("%s says nothing", (_when, hours) => {
    const other = { ...found, amount: 900 };
    expect(observed(aRecord(found), findingOf(other), aLook(hours))).toEqual({ kind: "NOTHING" });
  });

  it("with another amount is an event, and takes what was proposed for the former one back", () => {
    const record = aRecord(found);
    const proposed = after(
      record,
      accepted(resolve(record, { request: manual, fourEyesAbove: usd(1) }, aPerson())),
      aPerson().now,
    );
    expect(proposed.proposal).toBeDefined();
    const { after: changed, event } = stepOf(
      observed(proposed, findingOf({ ...found, amount: 700 }), aLook(24)),
    );
    expect(changed).toMatchObject({
      amount: 700,
      timesSeen: 2,
      lastSeenAt: plusHours(now, 24),
      state: "OPEN",
    });
    expect(changed).not.toHaveProperty("proposal");
    expect(event).toMatchObject({
      type: "break.amount_changed",
      data: { amount: { amount: 700 }, was: { amount: 500 }, proposalDropped: true },
    });
  });

  it("that a person accepted leaves it resolved while the amount is the same, and opens it again when it is not", () => {
    const accepted = resolvedBy(aRecord(found));
    expect(observed(accepted, findingOf(found), aLook(24))).toEqual({ kind: "SEEN_AGAIN" });
    const { after: open, event } = stepOf(
      observed(accepted, findingOf({ ...found, amount: 501 }), aLook(24)),
    );
    expect(open).toMatchObject({
      state: "OPEN",
      amount: 501,
      reopenCount: 1,
      openedAt: plusHours(now, 24),
      firstSeenAt: now,
      dueAt: "2026-03-05T12:00:00.000Z",
    });
    expect(open).not.toHaveProperty("resolution");
    expect(event).toMatchObject({ type: "break.reopened", data: { why: "SEEN_AGAIN" } });
  });

  it("takes back what the resolution of another amount posted", () => {
    const writtenOff = resolvedBy(aRecord(found), written);
    const { event } = stepOf(observed(writtenOff, findingOf({ ...found, amount: 501 }), aLook(24)));
    expect(event.postings).toEqual([
      { account: `agency-clearing/${found.agencyId}`, amount: 500 },
      { account: "tolerance", amount: -500 },
    ]);
  });

  it("contradicts a person who said that it matched, and a run that found its cause gone", () => {
    const matched = after(
      aRecord(found),
      accepted(
        resolve(
          aRecord(found),
          { request: { ...manual, method: "MATCH" }, ledgerEventId: "evt_1" },
          aPerson(),
        ),
      ),
      aPerson().now,
    );
    const gone = after(aRecord(found), cleared(aRecord(found), aLook(1))!, aLook(1).now);
    for (const before of [matched, gone])
      expect(stepOf(observed(before, findingOf(found), aLook(24))).after.state).toBe("OPEN");
  });

  it.each([0, 1])(
    "in a run that looked before the resolution, or just then, opens nothing again: %#",
    (hours) => {
      const accepted = resolvedBy(aRecord(found, -5));
      expect(observed(accepted, findingOf({ ...found, amount: 1 }), aLook(hours))).toEqual({
        kind: "NOTHING",
      });
    },
  );
});

describe("a run that does not find a break", () => {
  it("resolves it: its cause is gone", () => {
    const { after: gone, event } = cleared(aRecord(), aLook(24))!;
    expect(gone).toMatchObject({
      state: "RESOLVED",
      resolution: { method: "MATCH", postings: [], resolvedBy: { kind: "SYSTEM" } },
    });
    expect(gone.resolution?.ledgerEventId).toBe(`evt_${gone.breakId.slice(4)}_2`);
    expect(event).toMatchObject({ type: "break.resolved", data: { method: "MATCH" } });
  });

  it("leaves what it cannot know of: resolved, seen since, opened again since, or found by something else", () => {
    const record = aRecord();
    const other = otherFinding({
      code: "INV_ZOMBIE",
      lenderId: aLenderId(),
      currency: Currency.parse("USD"),
      amount: 0,
      subjects: ["plc_1"],
      explain: [],
    });
    const elsewhere = after(undefined, stepOf(observed(undefined, other, aLook())), now);
    const again = after(
      resolvedBy(record),
      accepted(reopen(resolvedBy(record), "It is not.", aPerson("one", 30))),
      now,
    );
    const seenThen = { ...record, lastSeenAt: plusHours(now, 24) };
    for (const before of [resolvedBy(record), seenThen, aRecord({}, 24), aRecord({}, 25), again, elsewhere])
      expect(cleared(before, aLook(24))).toBeUndefined();
  });

  it("leaves what happened and is not undone by a match", () => {
    for (const code of ["PAY_AFTER_RECALL_OUT_OF_TAIL", "COMMISSION_DIFF", "PAY_BEFORE_PLACEMENT"] as const)
      expect(cleared({ ...aRecord(), code }, aLook(24))).toBeUndefined();
  });

  it("resolves what happened, too, once the run found it right", () => {
    const happened = { ...aRecord(), code: "FEE_ON_NOFEE" } as const;
    expect(cleared(happened, { ...aLook(24), isRighted: true })?.after).toMatchObject({ state: "RESOLVED" });
  });

  it("also drops what was proposed for it", () => {
    const record = aRecord();
    const proposed = accepted(resolve(record, { request: manual, fourEyesAbove: usd(1) }, aPerson())).after;
    expect(cleared(proposed, aLook(24))?.after).not.toHaveProperty("proposal");
  });
});

describe("a run that does not find what was given up", () => {
  const givenUp = resolvedBy(aRecord(), written);

  it("takes back what the resolution posted, and says that it is as it should be", () => {
    const { after: gone, event } = regained(givenUp, aLook(24))!;
    expect(gone).toMatchObject({ state: "RESOLVED", resolution: { method: "MATCH", postings: [] } });
    expect(event).toMatchObject({
      type: "break.resolved",
      data: { method: "MATCH", was: "WRITE_OFF_TOLERANCE" },
      postings: givenUp.resolution!.postings.map(({ account, amount }) => ({ account, amount: -amount })),
    });
    expect(regained(gone, aLook(48))).toBeUndefined();
  });

  it("leaves it where it was given up or seen since it looked, or where nothing was posted", () => {
    const seenThen = { ...givenUp, lastSeenAt: plusHours(now, 24) };
    for (const before of [resolvedBy(aRecord()), aRecord(), seenThen])
      expect(regained(before, aLook(24))).toBeUndefined();
    expect(regained(givenUp, aLook(1))).toBeUndefined();
  });

  it("leaves what happened, and what people or others than runs decided of other money", () => {
    const [happened, elsewhere] = [
      { ...givenUp, code: "PAY_ON_WRONG_AGENCY" } as const,
      { ...givenUp, code: "REMIT_SHORT" } as const,
    ];
    for (const before of [happened, elsewhere, { ...givenUp, source: "FINDING" } as const])
      expect(regained(before, aLook(24))).toBeUndefined();
  });
});

describe("what something else found", () => {
  const zombie = {
    code: "INV_ZOMBIE",
    lenderId: aLenderId(),
    currency: Currency.parse("USD"),
    amount: 0,
    subjects: ["plc_2", "plc_1"],
    explain: ["still worked"],
  } as const;

  it("is the same break in whatever order its subjects come, and another one with others", () => {
    const { fingerprint, source, severity, owner } = otherFinding(zombie);
    expect({ source, severity, owner }).toEqual({
      source: "FINDING",
      severity: "CRITICAL",
      owner: "COMPLIANCE",
    });
    expect(otherFinding({ ...zombie, subjects: ["plc_1", "plc_2"] }).fingerprint).toBe(fingerprint);
    expect(otherFinding({ ...zombie, subjects: ["plc_1"] }).fingerprint).not.toBe(fingerprint);
  });

  it("is not what a run finds", () => {
    expect(() => otherFinding({ ...zombie, code: "AMOUNT_DIFF" })).toThrow("found by the reconciliation");
  });

  it("is what a run never sees of a code that runs find too, and shows what was reported", () => {
    const { evidence } = otherFinding({ ...zombie, code: "REVERSAL_TWICE", reported: [{ id: "R-1" }] });
    expect(evidence.reported).toEqual({ facts: [{ id: "R-1" }], more: 0 });
    expect(otherFinding(zombie).evidence.reported).toEqual({ facts: [], more: 0 });
  });
});

describe("a step", () => {
  it("names comments after the event that says so", () => {
    const record = aRecord();
    const { comment: said, after: next } = accepted(comment(record, "Asked.", aPerson()));
    expect(said?.commentId).toBe(`cmt_${record.breakId.slice(4)}_2`);
    expect(next.commentCount).toBe(1);
  });

  it("rejects nothing where nothing is proposed", () => {
    expect(reject(aRecord(), "no", aPerson())).toMatchObject({
      ok: false,
      error: { code: "invalid-transition", extra: { from: "OPEN", event: "reject" } },
    });
  });
});
