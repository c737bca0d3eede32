import { describe, expect, it } from "vitest";
import { balancesOf, isBalanced } from "../../../shared/ledger/balance.ts";
import { attribution } from "../../../shared/suspense/attribution.ts";
import { settledBy, suspenseStateOf } from "../../../shared/suspense/model.ts";
import { aKeyId, anAccount, now, placementOf, refusalOf, valueOf } from "../../support/builders.ts";
import { inSuspense } from "../../support/in-suspense.ts";

const by = { actor: { kind: "ADMIN", id: aKeyId }, now, explanation: "Two digits were swapped." } as const;

const account = anAccount({ due: { PRINCIPAL: 90_000 } });
const to = { ...by, account, placementId: placementOf(account) };

describe("money in suspense that found its account", () => {
  const found = inSuspense(account, 10_000, [3_000]);
  const { settled, outcome } = valueOf(attribution(found, to));

  it("leaves the books of nobody by what is left of it, and says why", () => {
    const { agencyId } = found.suspense;
    expect(settled.event).toMatchObject({
      type: "suspense.attributed",
      actor: by.actor,
      data: { explanation: by.explanation, placementId: to.placementId, amount: { amount: 7_000 } },
      postings: [
        { account: `agency-clearing/${agencyId}`, amount: -7_000 },
        { account: `suspense/${agencyId}`, amount: 7_000 },
      ],
    });
    expect(settled.after).toMatchObject({ held: 0, version: found.suspense.version + 1 });
    expect(suspenseStateOf(settled.after)).toBe("ATTRIBUTED");
  });

  it("is paid to the account as of when it was paid, with what was taken back since", () => {
    expect(outcome.events.map(({ type }) => type)).toEqual(["payment.received", "payment.reversed"]);
    expect(outcome.events.every(({ postings = [] }) => isBalanced(postings))).toBe(true);
    expect(balancesOf(outcome.account).outstanding).toBe(83_000);
    const [first] = outcome.events;
    expect(first).toMatchObject({
      effectiveAt: found.payment.effectiveAt,
      actor: { kind: "AGENCY" },
      data: { method: "CARD", suspenseId: found.suspense.accountId, attributedBy: aKeyId },
    });
  });

  it("is known by either placement from then on", () => {
    expect(outcome.payment).toMatchObject({
      status: "POSTED",
      accountId: account.accountId,
      placementId: to.placementId,
      reportedPlacementId: found.suspense.placementId,
      reversed: 3_000,
    });
    expect(outcome.paymentBefore).toEqual(found.payment);
  });
});

describe("money in suspense", () => {
  it("that was taken back whole is nobody's to settle", () => {
    const gone = inSuspense(account, 500, [500]);
    expect(suspenseStateOf(gone.suspense)).toBe("REVERSED");
    expect(refusalOf(attribution(gone, to))).toMatchObject({
      code: "invalid-transition",
      extra: { allowed: [] },
    });
    expect(refusalOf(settledBy(gone, "return", by)).code).toBe("invalid-transition");
  });

  it("is settled once", () => {
    const found = inSuspense(account, 500);
    const { after } = valueOf(settledBy(found, "return", by));
    expect(suspenseStateOf(after)).toBe("RETURNED");
    expect(refusalOf(attribution({ ...found, suspense: after }, to)).code).toBe("invalid-transition");
  });

  it("is not posted to an account in another currency", () => {
    const found = inSuspense(account, 500);
    const euros = { ...to, account: anAccount({ currency: "EUR" }) };
    expect(refusalOf(attribution(found, euros)).code).toBe("currency-mismatch");
  });

  it("that was taken back in more parts than one transaction holds is refused", () => {
    const found = inSuspense(
      account,
      500,
      Array.from({ length: 41 }, () => 1),
    );
    expect(refusalOf(attribution(found, to)).code).toBe("invalid-request");
    expect(
      attribution(
        inSuspense(
          account,
          500,
          Array.from({ length: 40 }, () => 1),
        ),
        to,
      ).ok,
    ).toBe(true);
  });
});
