import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { monthEnd } from "../../support/month-end.ts";
import { refusal } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

const operator = operatorHere();
const steps = ["closing", "close", "reopening"];

describe("/v1/periods", () => {
  let tenant: Tenant;
  let desk: Awaited<ReturnType<typeof monthEnd>>;
  beforeAll(async () => {
    tenant = await aTenantHere();
    desk = await monthEnd(operator, tenant.lender.lenderId);
  });

  const strangers = async () => {
    const { lender } = await aTenantHere();
    return operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId: lender.lenderId });
  };

  it("needs the role that a step is for: a viewer begins nothing, an operator closes nothing", async () => {
    const { post, keys } = desk;
    for (const step of steps) expect(refusal(await post(step, keys.viewer))).toEqual([403, "forbidden"]);
    expect(refusal(await post("close", keys.operator))).toEqual([403, "forbidden"]);
    const admin = await operator.newKey({ kind: "ADMIN" });
    for (const step of steps) expect(refusal(await post(step, admin))).toEqual([403, "forbidden"]);
  });

  it("is closed to lenders and agencies, and to whoever has no key", async () => {
    const { path, post } = desk;
    for (const apiKey of [tenant.lender.apiKey, tenant.agency.apiKey]) {
      expect(refusal(await operator.call(path, { apiKey }))).toEqual([403, "forbidden"]);
      for (const step of steps) expect(refusal(await post(step, apiKey))).toEqual([403, "forbidden"]);
    }
    for (const one of [path, "/v1/periods?currency=USD", "/v1/ledger/seals?currency=USD", "/v1/ledger/books"])
      expect(refusal(await operator.call(one, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
  });

  it("shows another lender's finance nothing", async () => {
    const { path, post, periodId } = desk;
    const apiKey = await strangers();
    const { lenderId } = tenant.lender;
    for (const one of [
      path,
      `${path}/trial-balance`,
      `/v1/periods?currency=USD&lenderId=${lenderId}`,
      `/v1/ledger/seals?currency=USD&lenderId=${lenderId}`,
      `/v1/ledger/books?lenderId=${lenderId}`,
      `/v1/ledger/drift?currency=USD&lenderId=${lenderId}`,
      `/v1/ledger/verification?of=SEALS&currency=USD&lenderId=${lenderId}`,
      `/v1/periods/${periodId.replace(/lnd_.*/u, "unassigned")}`,
    ])
      expect(refusal(await operator.call(one, { apiKey })), one).toEqual([404, "not-found"]);
    for (const step of ["closing", "close"])
      expect(refusal(await post(step, apiKey))).toEqual([404, "not-found"]);
    const json = { currency: "USD", from: desk.from, to: desk.to, lenderId };
    expect(refusal(await operator.call("/v1/ledger/drift", { apiKey, json }))).toEqual([404, "not-found"]);
  });

  it("has no month that is none, or that the book does not have", async () => {
    const { periodId, keys } = desk;
    for (const id of ["per_1", "per_2026-13_USD_unassigned", periodId.replace(/_\d{4}/u, "_1999"), "%00"])
      expect(refusal(await operator.call(`/v1/periods/${id}`, { apiKey: keys.viewer }))).toEqual([
        404,
        "not-found",
      ]);
    const early = `${desk.path}/trial-balance`;
    expect(refusal(await operator.call(early, { apiKey: keys.viewer }))).toEqual([404, "not-found"]);
  });

  it("refuses a step that the month's state does not know, and the month that runs", async () => {
    const { post, keys, periodId } = desk;
    expect(refusal(await post("close", keys.approver))).toEqual([409, "invalid-transition"]);
    const running = periodId.replace(/_\d{4}-\d{2}/u, `_${new Date().toISOString().slice(0, 7)}`);
    const answer = await operator.call(`/v1/periods/${running}/closing`, { apiKey: keys.operator, json: {} });
    expect(refusal(answer)).toEqual([409, "period-not-ready"]);
    expect(answer.body.blockers).toContainEqual({ code: "MONTH_OVER", count: 1 });
  });

  it.each([
    ["closing", { reason: "x" }],
    ["close", []],
    ["reopening", {}],
    ["reopening", { reason: "" }],
    ["reopening", { reason: "x".repeat(501) }],
  ])("refuses %s with %j", async (step, json) => {
    expect(refusal(await desk.post(step, desk.keys.approver, json))).toEqual([422, "invalid-request"]);
  });

  it("refuses bodies that are too large, lists without a book, and cursors of elsewhere", async () => {
    const { post, keys } = desk;
    const large = await post("closing", keys.operator, { reason: "x".repeat(5_000) });
    expect(refusal(large)).toEqual([413, "payload-too-large"]);
    const { viewer: apiKey } = keys;
    expect(refusal(await operator.call("/v1/periods", { apiKey }))).toEqual([422, "invalid-request"]);
    const strange = Buffer.from(JSON.stringify({ pk: "BOOK#1" })).toString("base64url");
    for (const path of [
      "/v1/periods?currency=USD",
      "/v1/ledger/seals?currency=USD",
      "/v1/ledger/verification?of=SEALS&currency=USD",
      "/v1/ledger/verification?of=BREAKS&currency=USD",
    ])
      expect(refusal(await operator.call(`${path}&cursor=${strange}`, { apiKey })), path).toEqual([
        400,
        "invalid-cursor",
      ]);
  });
});

describe("/v1/ledger/drift", () => {
  it.each([
    ["days in the wrong order", { from: "2026-01-02", to: "2026-01-01" }, "/to"],
    ["days that are not over", { from: "2026-01-01", to: new Date().toISOString().slice(0, 10) }, "/to"],
    ["more days than 400", { from: "2024-01-01", to: "2025-12-31" }, "/to"],
    ["no days", { from: "2026-02-30", to: "2026-03-01" }, "/from"],
  ])("checks no %s", async (_name, days, pointer) => {
    const { lender } = await aTenantHere();
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId: lender.lenderId });
    const answer = await operator.call("/v1/ledger/drift", { apiKey, json: { currency: "USD", ...days } });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it("is asked for by operators of finance, and is not there for others", async () => {
    const { lender } = await aTenantHere();
    const viewer = await operator.newKey({ kind: "FINANCE", lenderId: lender.lenderId });
    const json = { currency: "USD", from: "2026-01-01", to: "2026-01-02" };
    for (const apiKey of [viewer, lender.apiKey])
      expect(refusal(await operator.call("/v1/ledger/drift", { apiKey, json }))).toEqual([403, "forbidden"]);
    for (const id of ["drf_1", `drf_${"0".repeat(26)}`])
      expect(refusal(await operator.call(`/v1/ledger/drift/${id}`, { apiKey: viewer }))).toEqual([
        404,
        "not-found",
      ]);
  });
});
