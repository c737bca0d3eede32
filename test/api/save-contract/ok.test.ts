import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aContract, usd } from "../../support/tenant.ts";

const somewhere = "/v1/lenders/lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV/contracts/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const operator = operatorHere();

describe("PUT /v1/lenders/{id}/contracts/{agencyId}", () => {
  const path = async () => {
    const { lender, agency, place } = await aTenantHere();
    return { place, contract: `/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}` };
  };

  it("gives terms that differ the next version and lets the counters go on", async () => {
    const { contract, place } = await path();
    await place();
    const same = await operator.put(contract, aContract());
    expect(same.body).toMatchObject({ version: 1, open: 1, placed: 1 });
    const other = await operator.put(contract, aContract({ share: 7 }));
    expect(other.body).toMatchObject({ version: 2, share: 7, open: 1, placed: 1 });
  });

  it("takes effect on the next placement", async () => {
    const { contract, place } = await path();
    await operator.put(contract, aContract({ balanceMax: usd(100) }));
    await expect(place()).rejects.toThrow("no agency has it");
  });

  it("refuses a lender and an agency that are not set up", async () => {
    expect(refusal(await operator.put(somewhere, aContract()))).toEqual([404, "not-found"]);
    const { contract } = await path();
    const unknown = contract.replace(/agy_.*/u, "agy_01ARZ3NDEKTSV4RRFFQ69G5FAV");
    expect(refusal(await operator.put(unknown, aContract()))).toEqual([422, "unknown-agency"]);
  });

  it.each([
    ["no share", { share: 0 }, "/share"],
    ["a negative capacity", { capacity: -1 }, "/capacity"],
    ["half a capacity", { capacity: 1.5 }, "/capacity"],
    ["an unknown currency", { currency: "ZZZ" }, "/currency"],
    ["a date that is none", { validFrom: "soon" }, "/validFrom"],
    ["an answer within no time", { acknowledgeWithinHours: 0 }, "/acknowledgeWithinHours"],
    ["a net agency that sends no advices", { sendsAdvices: false, remittanceMode: "NET" }, "/remittanceMode"],
    [
      "direct payments on advices that nobody sends",
      { sendsAdvices: false, advisesDirectPayments: true },
      "/advisesDirectPayments",
    ],
    ["an unknown member", { rate: 0.2 }, "/rate"],
    ["a field that no profile may grant", { disclosure: { fields: ["employer"] } }, "/disclosure/fields/0"],
  ])("refuses %s and points at it", async (_name, changes, pointer) => {
    const answer = await operator.put(somewhere, aContract(changes));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  isForTheOperator(somewhere, { method: "PUT", json: aContract() });
});
