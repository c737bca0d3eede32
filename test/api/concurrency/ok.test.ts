import { describe, expect, it } from "vitest";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";
import { verify } from "../../../shared/platform/events.ts";
import { aTenantHere } from "../../support/here.ts";
import { aCallback, aPayment, aReversal, anAccount, newRef, usd } from "../../support/tenant.ts";

const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

/** Sends until it is taken: 503 says that repeating is safe, and then it must be. */
async function untilTaken<T extends { readonly status: number }>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answer = await send().catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return answer;
  }
  throw new Error("it was never taken");
}

describe("at the same time", () => {
  it("the same callback ten times posts once, and all get the same answer", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const callback = aCallback("payment.received", { placementId, data: aPayment() });
    const answers = await times(10, () =>
      agency.post(JSON.stringify(callback), { eventId: callback.eventId }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(95_000));
  });

  it("the same payment under ten event ids posts once", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const data = aPayment();
    const answers = await times(10, () => agency.callback("payment.received", { placementId, data }));
    const dispositions = answers.map(({ body }) => body.disposition).toSorted();
    expect(dispositions).toEqual(["ACCEPTED", ...Array(9).fill("DUPLICATE")]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(95_000));
  });

  it("twenty different payments on one account all post, and the balance is right", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const payments = Array.from({ length: 20 }, (_, n) =>
      aCallback("payment.received", { placementId, data: aPayment({ amount: usd(n + 1) }) }),
    );
    const answers = await times(20, (n) =>
      untilTaken(() => agency.post(JSON.stringify(payments[n]), { eventId: payments[n]!.eventId })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(105_000 - 210));
    const events = await lender.history(accountId);
    expect(events.filter(({ type }) => type === "payment.received")).toHaveLength(20);
    expect(verify(events as GatewayEvent[])).toMatchObject({ ok: true });
  });

  it("a payment and its reversal end in the same balance, whichever wins", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const data = aPayment();
    const answers = await Promise.all([
      agency.callback("payment.received", { placementId, data }),
      agency.callback("payment.reversed", { placementId, data: aReversal(data.paymentRef) }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect((await lender.account(accountId)).balance.outstanding).toEqual(usd(105_000));
  });

  it("an acknowledgement and a decline: one of them, never both", async () => {
    const { lender, place } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await place();
    const answers = await Promise.all([
      agency.callback("placement.acknowledged", { placementId, data: { balance } }),
      agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const { lifecycle } = await lender.account(accountId);
    expect(lifecycle).toBe(answers[0].status === 202 ? "ACTIVE" : "ELIGIBLE");
  });

  it("two answers to one dispute: one of them, never both", async () => {
    const { lender, active } = await aTenantHere();
    const { placementId, agency, accountId } = await active();
    const { disputeId } = (await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }))
      .body;
    const answers = await Promise.all(
      ["UPHELD", "REJECTED"].map((outcome) =>
        lender.resolve(disputeId, { outcome, explanation: "Checked." }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const resolved = (await lender.history(accountId)).filter(({ type }) => type === "dispute.resolved");
    expect(resolved).toHaveLength(1);
  });

  it("thirty placements never exceed a capacity of seven, and use it", async () => {
    const { lender, operator } = await aTenantHere({ contract: { capacity: 7 } });
    const answers = await times(30, async () => {
      const request = anAccount();
      const headers = { "idempotency-key": newRef() };
      return untilTaken(() => lender.post("/v1/accounts", request, headers));
    });
    const lifecycles = answers.map(({ body }) => body.lifecycle);
    expect(lifecycles.filter((lifecycle) => lifecycle === "OFFERED")).toHaveLength(7);
    expect(lifecycles.filter((lifecycle) => lifecycle === "ELIGIBLE")).toHaveLength(23);
    expect((await operator.get(`/v1/lenders/${lender.lenderId}`)).body.contracts).toMatchObject([
      { open: 7, placed: 7 },
    ]);
  });

  it("the same placement ten times creates one account", async () => {
    const { lender } = await aTenantHere();
    const request = anAccount();
    const headers = { "idempotency-key": newRef() };
    const answers = await times(10, () => untilTaken(() => lender.post("/v1/accounts", request, headers)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ body }) => body.accountId)).size).toBe(1);
    expect((await lender.get("/v1/accounts")).body.items).toHaveLength(1);
  });

  it("the same reference ten times without a key: one is placed, the others are told which", async () => {
    const { lender } = await aTenantHere();
    const request = anAccount();
    const answers = await times(10, () => lender.post("/v1/accounts", request));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
    expect(new Set(answers.map(({ body }) => body.accountId)).size).toBe(1);
  });
});
