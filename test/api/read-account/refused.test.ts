import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";

describe("GET /v1/accounts/{id} answers 404", () => {
  it("to another lender, word for word as for an account that is not there", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere({ agencies: 0 })];
    const { accountId } = await mine.place();
    const absent = "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const [foreign, nothing] = [
      await other.lender.get(`/v1/accounts/${accountId}`),
      await other.lender.get(`/v1/accounts/${absent}`),
    ];
    expect(refusal(foreign)).toEqual([404, "not-found"]);
    const told = ({ body: { traceId: _trace, instance: _instance, ...rest } }: typeof foreign) => rest;
    expect(told(foreign)).toEqual(told(nothing));
  });

  it.each([
    "x",
    "acc_",
    "acc_01arz3ndektsv4rrffq69g5fav",
    "lnd_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "%23",
    "..%2Fx",
    "%ff",
  ])("for %s, which is no account's id", async (id) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    expect(refusal(await lender.get(`/v1/accounts/${id}`))).toEqual([404, "not-found"]);
  });
});
