import { expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { aPayment, anAgencyBody, newSecret, type Tenant } from "../../support/tenant.ts";

/** A tenant whose agency named where it sends from, before anybody looked it up. */
async function sendingFrom(allowedAddresses: readonly string[]) {
  const tenant: Tenant = await aTenantHere();
  const { agency, operator } = tenant;
  const body = { ...anAgencyBody(agency.inbox.url, agency.secret), allowedAddresses };
  await operator.put(`/v1/agencies/${agency.agencyId}`, body);
  const placement = await tenant.place();
  return { ...placement, lender: tenant.lender };
}

const payment = ({ placementId }: { readonly placementId: string }) => ({ placementId, data: aPayment() });

it("takes events from the addresses that the agency named", async () => {
  const placement = await sendingFrom(["203.0.113.0/24", "127.0.0.0/8"]);
  expect((await placement.agency.callback("payment.received", payment(placement))).status).toBe(202);
});

it("refuses what comes from elsewhere, though it is signed, and records nothing", async () => {
  const placement = await sendingFrom(["203.0.113.0/24", "2001:db8::/32"]);
  const before = (await placement.lender.history(placement.accountId)).length;
  const { agency } = placement;
  const answers = [
    await agency.callback("payment.received", payment(placement)),
    await agency.callback("payment.received", payment(placement), {
      headers: { "x-forwarded-for": "203.0.113.7" },
    }),
    await agency.post(JSON.stringify({ events: [{}] }), { to: "event-batches" }),
  ];
  for (const answer of answers) expect(refusal(answer)).toEqual([403, "address-not-allowed"]);
  expect(await placement.lender.history(placement.accountId)).toHaveLength(before);
});

it("tells nobody who cannot sign where the agency sends from", async () => {
  const placement = await sendingFrom(["203.0.113.0/24"]);
  const answer = await placement.agency.callback("payment.received", payment(placement), {
    secret: newSecret(),
  });
  expect(refusal(answer)).toEqual([401, "signature-invalid"]);
});
