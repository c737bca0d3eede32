import { ulid } from "ulid";
import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const url = "https://hooks.lender.example/";
const list = (lenderId: string) => `/v1/lenders/${lenderId}/endpoints`;

describe("a lender's endpoints", () => {
  const call = http(inject("cloud").baseUrl);
  refusesWithoutKey((headers) => call(list(`lnd_${ulid()}`), { headers }));

  it("are nobody else's: another lender finds nothing, agencies and finance may not ask", async () => {
    const { lender, agency, operator } = await aTenantHere();
    const { lender: other } = await aTenantHere();
    const path = list(lender.lenderId);
    const { endpointId } = demand(await lender.post(path, { url }), 201).body;
    for (const there of [path, `${path}/${endpointId}`, `${list(other.lenderId)}/${endpointId}`])
      expect(refusal(await other.get(there)), there).toEqual([404, "not-found"]);
    expect(refusal(await other.post(path, { url }))).toEqual([404, "not-found"]);
    for (const step of ["ping", "enabling", "rotation"])
      expect(refusal(await other.post(`${path}/${endpointId}/${step}`, {})), step).toEqual([
        404,
        "not-found",
      ]);
    const put = await other.call(`${path}/${endpointId}`, { method: "PUT", json: { url } });
    expect(refusal(put)).toEqual([404, "not-found"]);
    const finance = await operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [agency.apiKey, finance])
      expect(refusal(await call(path, { apiKey }))).toEqual([403, "forbidden"]);
  });

  it("are not found where there is no such lender or endpoint", async () => {
    const { operator, lender } = await aTenantHere();
    const own = list(lender.lenderId);
    const missing = [list(`lnd_${ulid()}`), list("lnd_x"), `${own}/end_${ulid()}`, `${own}/primary`];
    for (const path of missing) expect(refusal(await operator.get(path)), path).toEqual([404, "not-found"]);
    const unknown = await operator.call(list(`lnd_${ulid()}`), { json: { url } });
    expect(refusal(unknown)).toEqual([404, "not-found"]);
  });

  it("are ten", async () => {
    const { lender } = await aTenantHere();
    const path = list(lender.lenderId);
    for (let n = 0; n < 10; n += 1) demand(await lender.post(path, { url }), 201);
    expect(refusal(await lender.post(path, { url }))).toEqual([409, "endpoint-limit-reached"]);
  });

  it.each([
    ["an event type of payments", { url, eventTypes: ["payment.received"] }, ["/eventTypes/0"]],
    ["an event type that agencies get", { url, eventTypes: ["hold.apply"] }, ["/eventTypes/0"]],
    ["a member that there is not", { url, secret: "mine" }, ["/secret"]],
    ["no URL", {}, ["/url"]],
    ["a private address", { url: "https://10.0.0.1/" }, ["/url"]],
  ])("are not described by %s", async (_name, json, where) => {
    const { lender } = await aTenantHere();
    const answer = await lender.post(list(lender.lenderId), json);
    expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", where]);
  });

  it("name no more types than there are", async () => {
    const { lender } = await aTenantHere();
    const eventTypes = Array.from({ length: 200 }, () => "dispute.raised");
    const answer = await lender.post(list(lender.lenderId), { url, eventTypes });
    expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", ["/eventTypes"]]);
  });

  refusesUnreadable(async (raw, headers) => {
    const { lender } = await aTenantHere();
    return lender.call(list(lender.lenderId), {
      method: "POST",
      raw,
      headers: { "content-type": "application/json", ...headers },
    });
  });
});
