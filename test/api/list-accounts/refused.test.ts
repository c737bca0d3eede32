import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import type { Tenant } from "../../support/tenant.ts";

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (cursor: string) => JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));

describe("GET /v1/accounts refuses", () => {
  let tenant: Tenant;
  let cursor: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    await tenant.place();
    await tenant.place();
    cursor = (await tenant.lender.get("/v1/accounts?limit=1")).body.nextCursor;
  });

  it.each([
    ["that is nonsense", () => "nonsense"],
    ["that is empty", () => ""],
    ["that is no object", () => encoded(7)],
    ["that is null", () => encoded(null)],
    ["that is cut off", () => cursor.slice(0, -4)],
    ["that lacks a part", () => encoded(replaceAnywhere(decoded(cursor), "pk", undefined))],
    ["with a part more", () => encoded(replaceAnywhere(decoded(cursor), "admin", "yes"))],
    ["with a part that is no text", () => encoded(replaceAnywhere(decoded(cursor), "at", 7))],
    ["with an empty part", () => encoded(replaceAnywhere(decoded(cursor), "sk", ""))],
    [
      "that leads into another lender's list",
      () => encoded(replaceAnywhere(decoded(cursor), "list", "ACCOUNTS#lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV")),
    ],
    ["that leads into a work list", () => encoded(replaceAnywhere(decoded(cursor), "list", "DUE#0"))],
  ])("a cursor %s", async (_name, tampered) => {
    const answer = await tenant.lender.get(`/v1/accounts?limit=1&cursor=${tampered()}`);
    expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });

  it("another lender's cursor", async () => {
    const other = await aTenantHere();
    const answer = await other.lender.get(`/v1/accounts?cursor=${cursor}`);
    expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });

  it("a cursor of another kind of list", async () => {
    const { accountId } = await tenant.place();
    const events = await tenant.lender.get(`/v1/accounts/${accountId}/events?limit=1`);
    const answer = await tenant.lender.get(`/v1/accounts?cursor=${events.body.nextCursor}`);
    expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });

  it.each(["0", "-1", "201", "1.5", "many", "1e9"])("a limit of %s", async (limit) => {
    const answer = await tenant.lender.get(`/v1/accounts?limit=${limit}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/limit"]);
  });

  it("another lender's list, as if there were none", async () => {
    const other = await aTenantHere({ agencies: 0 });
    const answer = await tenant.lender.get(`/v1/accounts?lenderId=${other.lender.lenderId}`);
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });

  it("a list of nobody's to finance", async () => {
    const operator = operatorHere();
    const apiKey = await operator.newKey({ kind: "FINANCE" });
    for (const query of ["", "?lenderId=somebody"]) {
      const answer = await operator.call(`/v1/accounts${query}`, { apiKey });
      expect(refusal(answer)).toEqual([422, "invalid-request"]);
      expect(pointers(answer)).toEqual(["/lenderId"]);
    }
  });
});

/** A position with one part otherwise, wherever in the cursor the position stands. */
function replaceAnywhere(value: unknown, name: string, part: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceAnywhere(one, name, part));
  return typeof value === "object" && value !== null ? { ...value, [name]: part } : value;
}
