import { ulid } from "ulid";
import { describe, expect, inject, it } from "vitest";
import { primaryEndpointIdOf } from "../../../shared/kernel/ids.ts";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const url = "https://hooks.agency.example/";
const list = (agencyId: string) => `/v1/agencies/${agencyId}/endpoints`;
const primaryOf = (agencyId: string) => primaryEndpointIdOf(agencyId as never);

describe("an agency's endpoints", () => {
  const call = http(inject("cloud").baseUrl);
  refusesWithoutKey((headers) => call(list(`agy_${ulid()}`), { headers }));

  it("are nobody else's: another agency finds nothing, lenders and finance may not ask", async () => {
    const { agencies, lender, operator } = await aTenantHere({ agencies: 2 });
    const path = list(agencies[0]!.agencyId);
    const finance = await operator.newKey({ kind: "FINANCE" });
    expect(refusal(await call(path, { apiKey: agencies[1]!.apiKey }))).toEqual([404, "not-found"]);
    expect(refusal(await call(path, { apiKey: agencies[1]!.apiKey, json: { url } }))).toEqual([
      404,
      "not-found",
    ]);
    for (const apiKey of [lender.apiKey, finance])
      expect(refusal(await call(path, { apiKey }))).toEqual([403, "forbidden"]);
  });

  it("are not found where there is no such agency or endpoint", async () => {
    const { operator, agency } = await aTenantHere();
    const missing = [
      list(`agy_${ulid()}`),
      list("agy_x"),
      `${list(agency.agencyId)}/end_${ulid()}`,
      `${list(agency.agencyId)}/primary`,
    ];
    for (const path of missing) expect(refusal(await operator.get(path)), path).toEqual([404, "not-found"]);
    for (const step of ["ping", "enabling", "disabling", "removal"]) {
      const path = `${list(agency.agencyId)}/end_${ulid()}/${step}`;
      expect(refusal(await operator.call(path, { method: "POST" })), path).toEqual([404, "not-found"]);
    }
  });

  it("are ten beside the primary one", async () => {
    const { operator, agency } = await aTenantHere();
    for (let n = 0; n < 10; n += 1)
      demand(await operator.call(list(agency.agencyId), { json: { url } }), 201);
    expect(refusal(await operator.call(list(agency.agencyId), { json: { url } }))).toEqual([
      409,
      "endpoint-limit-reached",
    ]);
  });

  it("change one by one, but for the primary, which is the agency's record", async () => {
    const { operator, agency } = await aTenantHere();
    const path = `${list(agency.agencyId)}/${primaryOf(agency.agencyId)}`;
    expect(refusal(await operator.put(path, { url }))).toEqual([409, "endpoint-is-primary"]);
    expect(refusal(await operator.call(`${path}/rotation`, { json: {} }))).toEqual([
      409,
      "endpoint-is-primary",
    ]);
    expect(demand(await operator.call(`${path}/ping`, { method: "POST" }), 200).body.status).toBe(204);
  });

  it.each([
    ["plain http", "http://agency.example/"],
    ["an address", "https://93.184.216.34/"],
    ["a private address", "https://10.0.0.1/"],
    ["the metadata service", "https://169.254.169.254/latest/meta-data/"],
    ["an address in disguise", "https://0xa9fea9fe/"],
    ["a mapped address", "https://[::ffff:10.0.0.1]/"],
    ["an inner name", "https://metadata.google.internal/"],
    ["a name without a domain", "https://intranet/"],
    ["a password", "https://user:pass@agency.example/"],
    ["another protocol", "ftp://agency.example/"],
    ["no URL", "agency"],
  ])("must be public: not %s", async (_name, inside) => {
    const { operator, agency } = await aTenantHere();
    const answer = await operator.call(list(agency.agencyId), { json: { url: inside } });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/url"]);
  });

  it.each([
    ["an event type that there is not", { url, eventTypes: ["payment.received"] }, ["/eventTypes/0"]],
    ["a member that there is not", { url, secret: "mine" }, ["/secret"]],
    ["no URL", {}, ["/url"]],
  ])("are not described by %s", async (_name, json, where) => {
    const { operator, agency } = await aTenantHere();
    const answer = await operator.call(list(agency.agencyId), { json });
    expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", where]);
  });

  it.each([-1, 169, 1.5, "24"])(
    "rotate with an overlap of at most a week, not %j hours",
    async (overlapHours) => {
      const { operator, agency } = await aTenantHere();
      const { endpointId } = demand(await operator.call(list(agency.agencyId), { json: { url } }), 201).body;
      const path = `${list(agency.agencyId)}/${endpointId}/rotation`;
      const answer = await operator.call(path, { json: { overlapHours } });
      expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", ["/overlapHours"]]);
    },
  );

  refusesUnreadable(async (raw, headers) => {
    const { operator, agency } = await aTenantHere();
    return operator.call(list(agency.agencyId), {
      method: "POST",
      raw,
      headers: { "content-type": "application/json", ...headers },
    });
  });
});
