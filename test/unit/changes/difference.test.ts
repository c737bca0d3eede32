import { describe, expect, it } from "vitest";
import { differenceOf } from "../../../shared/changes/difference.ts";

const key = { pk: "AGENCY#1", sk: "AGENCY" };
const agency = { ...key, name: "Example", licences: [{ region: "US" }], webhookSecrets: ["whsec_one"] };

describe("what a change was", () => {
  it("is nothing when everything is put as it stands, in whatever order of members", () => {
    const turned = Object.fromEntries(Object.entries(agency).toReversed());
    expect(differenceOf([{ standing: turned, item: agency }])).toBeUndefined();
    expect(differenceOf([])).toBeUndefined();
  });

  it("names the members that differ, with the hash before and after", () => {
    const item = { ...agency, name: "Other", status: "SUSPENDED" };
    const difference = differenceOf([{ standing: agency, item }]);
    expect(difference).toEqual({
      members: ["name", "status"],
      hashBefore: expect.stringMatching(/^[0-9a-f]{64}$/u),
      hashAfter: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(difference?.hashBefore).not.toBe(difference?.hashAfter);
  });

  it("has no hash before what is new, and names all that it has", () => {
    const difference = differenceOf([{ standing: undefined, item: agency }]);
    expect(difference).not.toHaveProperty("hashBefore");
    expect(difference?.members).toEqual(["licences", "name", "webhookSecrets"]);
  });

  it("says that a secret changed, yet no hash hangs on any secret", () => {
    const item = { ...agency, webhookSecrets: ["whsec_two"] };
    const difference = differenceOf([{ standing: agency, item }]);
    expect(difference?.members).toEqual(["webhookSecrets"]);
    expect(difference?.hashAfter).toBe(difference?.hashBefore);
  });

  it("finds secrets wherever they are", () => {
    const nested = (secret: string) => ({
      ...key,
      endpoints: [{ url: "u", signingSecret: secret }],
      hash: secret,
    });
    const difference = differenceOf([{ standing: nested("a"), item: nested("b") }]);
    expect(difference?.hashAfter).toBe(difference?.hashBefore);
    expect(difference?.members).toEqual(["endpoints", "hash"]);
  });

  it("does not hang on where the store lists the item", () => {
    const difference = differenceOf([{ standing: agency, item: { ...agency, list: "AGENCIES", at: "1" } }]);
    expect(difference?.members).toEqual([]);
    expect(difference?.hashAfter).toBe(difference?.hashBefore);
  });
});
