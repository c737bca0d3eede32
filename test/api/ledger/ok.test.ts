import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { aPayment, newRef, usd, type Tenant } from "../../support/tenant.ts";

const PATH = "/v1/ledger/trial-balance";

describe("the books of a lender", () => {
  let tenant: Tenant;
  let finance: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    finance = await operatorHere().newKey({ kind: "FINANCE", lenderId: tenant.lender.lenderId });
  });

  const read = async (query: Readonly<Record<string, string>>, path = PATH): Promise<Json> => {
    const { status, body } = await operatorHere().call(`${path}?${new URLSearchParams(query).toString()}`, {
      apiKey: finance,
    });
    expect(status).toBe(200);
    return body;
  };
  const balances = async (asOf?: string): Promise<Json> => {
    const { accounts, debit, credit } = await read({ currency: "USD", ...(asOf && { asOf }) });
    expect(debit).toBe(credit);
    return Object.fromEntries(accounts.map(({ account, balance }: Json) => [account, balance]));
  };

  it("balance after a placement, a payment and its reversal, and tell what stood before each", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    const data = aPayment({ amount: usd(30_000) });
    await agency.callback("payment.received", { placementId, data });
    const clearing = `agency-clearing/${agency.agencyId}`;
    await expect.poll(() => balances(), { timeout: 20_000 }).toMatchObject({ [clearing]: 30_000 });
    expect(await balances()).toEqual({
      "receivable/PRINCIPAL": 75_000,
      opening: -105_000,
      [clearing]: 30_000,
      // Interest was filled first: the account stands there with as much in as out.
      "receivable/INTEREST": 0,
    });
    const reversal = {
      reversalRef: newRef(),
      originalPaymentRef: data.paymentRef,
      amount: usd(30_000),
      reason: "NSF",
    };
    await agency.callback("payment.reversed", { placementId, data: reversal });
    await expect.poll(() => balances(), { timeout: 20_000 }).toMatchObject({ [clearing]: 0 });
    const payment = (await tenant.lender.history(accountId)).find(({ type }) => type === "payment.received");
    expect(await balances(payment?.postedAt)).toMatchObject({ [clearing]: 30_000 });
    const before = new Date(Date.parse(payment?.postedAt) - 1).toISOString();
    expect(await balances(before)).toMatchObject({ "receivable/PRINCIPAL": 100_000 });
  });

  it("have a journal of the day, in the order of posting and page by page", async () => {
    const date = new Date().toISOString().slice(0, 10);
    const query = { currency: "USD", date };
    const all = (await read(query, "/v1/ledger/entries")).items;
    expect(all.map(({ type }: Json) => type)).toEqual([
      "account.received",
      "payment.received",
      "payment.reversed",
    ]);
    for (const { postings } of all)
      expect(postings.reduce((sum: number, { amount }: Json) => sum + amount, 0)).toBe(0);
    const paged: Json[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ ...query, limit: "1", ...(cursor && { cursor }) }, "/v1/ledger/entries");
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  it("have a statement of each account that ends with what is owed", async () => {
    const { accountId, placementId, agency } = await tenant.active();
    await agency.callback("payment.received", { placementId, data: aPayment({ amount: usd(105_100) }) });
    const { body, status } = await operatorHere().call(`/v1/ledger/accounts/${accountId}/statement`, {
      apiKey: finance,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ accountId, outstanding: 0, creditBalance: 100 });
    expect(
      body.lines.map(({ change, outstanding, creditBalance }: Json) => [change, outstanding, creditBalance]),
    ).toEqual([
      [105_000, 105_000, 0],
      [-105_000, 0, 100],
    ]);
  });

  it("tell what of it is disputed, and nothing of it once the dispute is answered", async () => {
    const own = await aTenantHere();
    const apiKey = await operatorHere().newKey({ kind: "FINANCE", lenderId: own.lender.lenderId });
    const { accountId, placementId, agency } = await own.active();
    const { body: raised } = await agency.callback("dispute.raised", {
      placementId,
      data: { type: "OTHER" },
    });
    const held = async () => {
      const { body } = await operatorHere().call(`${PATH}?currency=USD`, { apiKey });
      return Object.fromEntries(body.accounts.map(({ account, balance }: Json) => [account, balance]));
    };
    const [apart, rest] = [
      { "disputed/INTEREST": 5_000, "disputed/PRINCIPAL": 100_000 },
      { "receivable/INTEREST": 0, "receivable/PRINCIPAL": 0 },
    ];
    await expect.poll(held, { timeout: 20_000 }).toEqual({ opening: -105_000, ...apart, ...rest });
    const statement = async () =>
      (await operatorHere().call(`/v1/ledger/accounts/${accountId}/statement`, { apiKey })).body;
    expect(await statement()).toMatchObject({ outstanding: 105_000, disputed: 105_000 });
    await own.lender.resolve(raised.disputeId, { outcome: "REJECTED", explanation: "Checked." });
    expect(await statement()).toMatchObject({ outstanding: 105_000, disputed: 0 });
    const verified = await operatorHere().call("/v1/ledger/verification", { apiKey });
    expect(verified.body).toMatchObject({ checked: 1, differences: [] });
  });

  it("of nobody hold money whose account is unknown", async () => {
    const { agency } = tenant;
    const stranger = await (await aTenantHere()).place();
    await agency.callback("payment.received", { placementId: stranger.placementId, data: aPayment() });
    const everyone = await operatorHere().newKey({ kind: "FINANCE" });
    const suspense = async () => {
      const query = new URLSearchParams({ currency: "USD", lenderId: "unassigned" }).toString();
      const { body } = await operatorHere().call(`${PATH}?${query}`, { apiKey: everyone });
      return body.accounts.find(({ account }: Json) => account === `suspense/${agency.agencyId}`)?.balance;
    };
    await expect.poll(suspense, { timeout: 20_000 }).toBe(-aPayment().amount.amount);
  });
});

describe("GET /v1/ledger/verification", () => {
  it("finds that every history of a lender holds, page by page", async () => {
    const tenant = await aTenantHere();
    const apiKey = await operatorHere().newKey({ kind: "FINANCE", lenderId: tenant.lender.lenderId });
    const [first] = [await tenant.active(), await tenant.active(), await tenant.place()];
    await first.agency.callback("payment.received", {
      placementId: first.placementId,
      data: aPayment({ amount: usd(2_000) }),
    });
    const seen = { checked: 0, events: 0 };
    let cursor = "";
    do {
      const { status, body } = await operatorHere().call(`/v1/ledger/verification?limit=2${cursor}`, {
        apiKey,
      });
      expect(status).toBe(200);
      expect(body.differences).toEqual([]);
      seen.checked += body.checked;
      seen.events += body.events;
      cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor !== "");
    expect(seen.checked).toBe(3);
    const histories = await Promise.all(
      (await tenant.lender.get("/v1/accounts")).body.items.map(({ accountId }: Json) =>
        tenant.lender.history(accountId),
      ),
    );
    expect(seen.events).toBe(histories.flat().length);
  });
});
