import { describe, expect, inject, it } from "vitest";
import { disclosureFields } from "../../../shared/disclosure/wire.ts";
import { follow } from "../../support/feed.ts";
import type { Json } from "../../support/http.ts";
import { aTenant, demand, type Agency, type Placement, type Tenant } from "../../support/tenant.ts";

const text = "Ring +15550199 after six.";

const debtor = {
  name: "Alex Example",
  region: "US-CA",
  dateOfBirth: "1980-02-29",
  contactPoints: [
    { type: "EMAIL", value: "alex@debtor.example", status: "VERIFIED" },
    { type: "POST", value: "1 Main Street", status: "VERIFIED" },
  ],
};
const personal = /Alex|debtor\.example|Main Street|1980-02-29|US-CA|15550199/u;

const attested = async ({ agency, placementId }: Placement): Promise<void> => {
  const data = { attestation: "A-1", deletedAt: new Date().toISOString() };
  demand(await agency.callback("data.deleted", { placementId, data }), 202);
};

const ids = (items: readonly Json[]) => items.map(({ position, eventId }) => [position, eventId]);

/** An account that the agency asked about before the lender took the offer back. */
async function asked({ place, lender }: Tenant): Promise<Placement> {
  const one = await place({ debtor });
  const { accountId, placementId, agency } = one;
  demand(await agency.callback("placement.info_requested", { placementId, data: { code: "PHONE" } }), 202);
  demand(await lender.post(`/v1/accounts/${accountId}/information`, { text }), 200);
  demand(await lender.post(`/v1/accounts/${accountId}/recall`, { code: "STRATEGY" }), 200);
  await agency.inbox.receives("placement.cancelled");
  return one;
}

const replayed = async (agency: Agency, eventId: string): Promise<Json> => {
  const path = `/v1/deliveries/${eventId}/replay`;
  demand(await agency.call(path, { method: "POST", apiKey: agency.apiKey }), 202);
  const copies = () => agency.inbox.taken().filter((one) => one.eventId === eventId);
  await expect.poll(() => copies().length, { timeout: 20_000 }).toBe(2);
  return copies()[1]!.body;
};

describe("what was disclosed, once the agency attested that it deleted it,", () => {
  const contract = { disclosure: { fields: [...disclosureFields] } };

  it("is gone from the feed, which has the same events in the same places", async () => {
    const tenant = await aTenant(inject("cloud"), { contract });
    const { agency, lender } = tenant;
    const one = await asked(tenant);
    const before = await follow(agency, 3);
    expect(before[0]!.data.debtor).toMatchObject({ name: "Alex Example" });
    expect(before[1]!.data).toEqual({ text });
    const disclosures = `/v1/accounts/${one.accountId}/disclosures`;
    const { body: recorded } = await lender.get(disclosures);

    await attested(one);
    const after = await follow(agency, 3);
    expect(ids(after)).toEqual(ids(before));
    const { delinquencyDate: _date, ...needed } = before[0]!.data;
    expect(after[0]!.data).toEqual({ ...needed, debtor: {}, withheld: "DELETION_ATTESTED" });
    expect(after[1]!.data).toEqual({ text: "", withheld: "DELETION_ATTESTED" });
    expect(after[2]).toEqual(before[2]);
    expect(JSON.stringify(after)).not.toMatch(personal);
    expect((await lender.get(disclosures)).body).toEqual(recorded);
  });

  it("is not posted again by a replay", async () => {
    const tenant = await aTenant(inject("cloud"), { contract });
    const one = await asked(tenant);
    const { inbox } = tenant.agency;
    const sent = [await inbox.receives("placement.offered"), await inbox.receives("information.provided")];
    await attested(one);
    for (const { eventId, raw } of sent) {
      expect(raw).toMatch(personal);
      const again = await replayed(tenant.agency, eventId);
      expect(again).toMatchObject({ eventId, data: { withheld: "DELETION_ATTESTED" } });
      expect(JSON.stringify(again)).not.toMatch(personal);
    }
  });

  it("is withheld of a declined offer as well: not before the word is given, and of no other placement", async () => {
    const { agencies, place, lender } = await aTenant(inject("cloud"), { agencies: 2 });
    const one = await place({ debtor });
    const { accountId, agency, placementId } = one;
    demand(await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } }), 202);
    await expect
      .poll(async () => (await lender.account(accountId)).placements.length, { timeout: 20_000 })
      .toBe(2);
    const offerTo = async (to: Agency) => (await follow(to, 1))[0]!.data;
    const other = agencies.find((candidate) => candidate !== agency)!;
    expect((await offerTo(agency)).debtor.name).toBe("Alex Example");
    await attested(one);
    expect(await offerTo(agency)).toMatchObject({ debtor: {}, withheld: "DELETION_ATTESTED" });
    expect((await offerTo(other)).debtor.name).toBe("Alex Example");
  });
});
