import { describe, expect, inject, it } from "vitest";
import { defaultFields } from "../../../shared/disclosure/wire.ts";
import { follow } from "../../support/feed.ts";
import { aTenant } from "../../support/tenant.ts";

/** An account that nobody had before has no history to tell. */
const toldAtFirst = defaultFields.filter((field) => field !== "history");

const debtor = {
  name: "Alex Example",
  region: "US-CA",
  dateOfBirth: "1980-02-29",
  contactPoints: [
    { type: "EMAIL", value: "alex@debtor.example", status: "VERIFIED" },
    { type: "POST", value: "1 Main Street", status: "VERIFIED" },
  ],
};

describe("GET /v1/accounts/{accountId}/disclosures", () => {
  const cloud = inject("cloud");

  it("names what the agency was told, by which way and why, once however often it asks; never the values", async () => {
    const { place, lender, agency } = await aTenant(cloud);
    const { accountId, placementId } = await place({ debtor });
    const { eventId } = await agency.inbox.receives("placement.offered");
    for (let n = 0; n < 2; n += 1) await follow(agency, 1);
    const { status, body } = await lender.get(`/v1/accounts/${accountId}/disclosures`);
    expect(status).toBe(200);
    const said = { eventId, placementId, agencyId: agency.agencyId, disclosedAt: expect.any(String) };
    expect(body).toEqual({
      items: [
        { ...said, channel: "FEED", fields: toldAtFirst },
        { ...said, channel: "PUSH", fields: toldAtFirst },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/Alex|Main Street|1980|debtor\.example/u);
  });

  it("follows the contract that was in force when the account was offered", async () => {
    const fields = [...defaultFields, "dateOfBirth", "address"];
    const { place, lender, agency, operator } = await aTenant(cloud, {
      contract: { disclosure: { fields } },
    });
    const { accountId } = await place({ debtor });
    const terms = { currency: "USD", validFrom: "2020-01-01", share: 1, capacity: 1_000 };
    await operator.put(`/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`, terms);
    const [item] = await follow(agency, 1);
    expect(item.data.debtor).toMatchObject({
      dateOfBirth: "1980-02-29",
      address: { type: "POST", value: "1 Main Street" },
    });
    const { body } = await lender.get(`/v1/accounts/${accountId}/disclosures`);
    expect(new Set(body.items[0].fields)).toEqual(new Set([...toldAtFirst, "dateOfBirth", "address"]));
  });
});
