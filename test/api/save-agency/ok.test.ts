import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { anAgencyBody, newSecret } from "../../support/tenant.ts";

const operator = operatorHere();
const newPath = () => `/v1/agencies/agy_${ulid()}`;
const body = (changes = {}) => ({ ...anAgencyBody("https://agency.example/hook", newSecret()), ...changes });

describe("PUT /v1/agencies/{id}", () => {
  it("sets an agency up and never shows its secrets again", async () => {
    const path = newPath();
    const request = body();
    const { status, body: saved, headers } = await operator.put(path, request);
    expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    const { webhookSecrets, ...rest } = request;
    expect(saved).toEqual({
      ...rest,
      status: "ACTIVE",
      handOff: { file: false },
      eventsPerMinute: 6_000,
      allowedAddresses: [],
      agencyId: path.slice("/v1/agencies/".length),
    });
    const read = await operator.get(path);
    expect(read.body).toEqual(saved);
    expect(JSON.stringify(read.body)).not.toContain(webhookSecrets[0]!);
  });

  it.each([
    ["no name", { name: "" }, "/name"],
    ["an endpoint that is no address", { endpointUrl: "agency" }, "/endpointUrl"],
    ["an endpoint by another protocol", { endpointUrl: "ftp://agency.example/" }, "/endpointUrl"],
    ["an endpoint in a file", { endpointUrl: "file:///etc/passwd" }, "/endpointUrl"],
    ["no secret", { webhookSecrets: [] }, "/webhookSecrets"],
    ["four secrets", { webhookSecrets: Array.from({ length: 4 }, newSecret) }, "/webhookSecrets"],
    ["a secret that is too short", { webhookSecrets: ["whsec_AAAA"] }, "/webhookSecrets/0"],
    ["a secret that is none", { webhookSecrets: ["hello"] }, "/webhookSecrets/0"],
    [
      "a licence that never ends",
      { licences: [{ region: "US", number: "1", expiresOn: "never" }] },
      "/licences/0/expiresOn",
    ],
    ["an unknown status", { status: "ASLEEP" }, "/status"],
    ["an unknown member", { rating: 5 }, "/rating"],
    ["a file that is no yes or no", { handOff: { file: "daily" } }, "/handOff/file"],
    ["no event at all", { eventsPerMinute: 0 }, "/eventsPerMinute"],
    ["more events than anybody takes", { eventsPerMinute: 600_001 }, "/eventsPerMinute"],
    ["an address without its range", { allowedAddresses: ["203.0.113.7"] }, "/allowedAddresses/0"],
    ["a range that is none", { allowedAddresses: ["203.0.113.0/33"] }, "/allowedAddresses/0"],
    ["a name for an address", { allowedAddresses: ["agency.example/24"] }, "/allowedAddresses/0"],
    [
      "more ranges than anybody has",
      { allowedAddresses: Array.from({ length: 51 }, () => "203.0.113.0/24") },
      "/allowedAddresses",
    ],
    ["a way that nobody knows", { handOff: { fax: true } }, "/handOff/fax"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await operator.put(newPath(), body(changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("does not echo a secret that it refuses", async () => {
    const answer = await operator.put(newPath(), body({ webhookSecrets: ["my-password"] }));
    expect(JSON.stringify(answer.body)).not.toContain("my-password");
  });

  it("refuses an id that is no agency's", async () => {
    expect(refusal(await operator.put("/v1/agencies/prompt", body()))).toEqual([422, "invalid-request"]);
  });

  isForTheOperator(newPath(), { method: "PUT", json: body() });
});

describe("GET /v1/agencies/{id}", () => {
  it("answers 404 for an agency that is not set up", async () => {
    expect(refusal(await operator.get(newPath()))).toEqual([404, "not-found"]);
  });

  isForTheOperator(newPath(), {});
});
