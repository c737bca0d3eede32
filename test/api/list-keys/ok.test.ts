import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { demand } from "../../support/tenant.ts";

const operator = operatorHere();

describe("GET /v1/keys", () => {
  it("shows every key once over all pages, by whom it speaks for", async () => {
    const { lender, agency } = await aTenantHere();
    const own = await everyOne(`/v1/keys?lenderId=${lender.lenderId}`, 200);
    expect(own).toEqual([
      {
        keyId: `key_${lender.apiKey.split("_")[2]}`,
        principal: { kind: "LENDER", lenderId: lender.lenderId },
        label: "test",
        state: "ACTIVE",
        createdAt: expect.any(String),
      },
    ]);
    const ofAgency = await everyOne(`/v1/keys?agencyId=${agency.agencyId}&kind=AGENCY`, 200);
    expect(ofAgency.map(({ principal }) => principal)).toEqual([
      { kind: "AGENCY", agencyId: agency.agencyId },
    ]);
    const all = await everyOne("/v1/keys", 9);
    const ids = all.map(({ keyId }) => keyId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...own, ...ofAgency].map(({ keyId }) => keyId)));
  });

  it("shows neither keys nor hashes", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const answer = await operator.get("/v1/keys?limit=200");
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|[0-9a-f]{64}/u);
    const one = await operator.get(`/v1/keys/key_${lender.apiKey.split("_")[2]}`);
    expect(Object.keys(demand(one, 200).body).toSorted()).toEqual([
      "createdAt",
      "keyId",
      "label",
      "principal",
      "state",
    ]);
  });

  it.each(["kind=ROOT", "lenderId=x", "agencyId=lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV", "limit=0"])(
    "refuses %s",
    async (query) => {
      expect(refusal(await operator.get(`/v1/keys?${query}`))).toEqual([422, "invalid-request"]);
    },
  );

  it("tells of a lender's use of its key, once an hour at most", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const path = `/v1/keys/key_${lender.apiKey.split("_")[2]}`;
    await lender.get("/v1/accounts");
    const used = async () => (await operator.get(path)).body.lastUsedAt;
    await expect.poll(used, { timeout: 10_000 }).toMatch(/Z$/u);
    const before = await used();
    for (let n = 0; n < 5; n += 1) await lender.get("/v1/accounts");
    expect(await used()).toBe(before);
  });
});

describe("GET /v1/keys/{keyId}", () => {
  it("answers 404 to an id that nobody has, and 422 to one that is none", async () => {
    expect(refusal(await operator.get("/v1/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV"))).toEqual([
      404,
      "not-found",
    ]);
    expect(refusal(await operator.get("/v1/keys/operator"))).toEqual([422, "invalid-request"]);
  });

  isForTheOperator("/v1/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV", {});
});

describe("the list of keys", () => {
  isForTheOperator("/v1/keys", { method: "GET" });
});
