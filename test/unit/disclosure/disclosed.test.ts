import { describe, expect, it } from "vitest";
import { AccountFacts, Debtor, type ContactPoint } from "../../../shared/accounts/wire.ts";
import { ContractTerms } from "../../../shared/contracts/wire.ts";
import { disclosed, fieldsIn } from "../../../shared/disclosure/disclosed.ts";
import {
  defaultFields,
  disclosureFields,
  DisclosureProfile,
  type DisclosureField,
} from "../../../shared/disclosure/wire.ts";
import { usd } from "../../support/builders.ts";

const facts = AccountFacts.parse({
  lenderAccountRef: "LN-1",
  product: "PERSONAL_LOAN",
  openedOn: "2020-01-01",
  delinquencyDate: "2025-11-01",
  limitationDate: "2031-11-01",
  balance: [{ component: "PRINCIPAL", amount: usd(1) }],
});

const telling = (contactPoints: readonly Partial<ContactPoint>[], fields: readonly DisclosureField[]) =>
  disclosed(
    {
      facts,
      debtor: Debtor.parse({ name: "Ada Debtor", region: "CA-QC", dateOfBirth: "1980-02-29", contactPoints }),
    },
    fields,
  );

const [phone, email, street] = [
  { type: "PHONE", value: "+15550001", status: "UNVERIFIED" },
  { type: "EMAIL", value: "ada@example.com", status: "VERIFIED" },
  { type: "POST", value: "1 Main Street", status: "VERIFIED" },
] as const;

describe("a disclosure", () => {
  it("by the default tells the name, language, region, one contact point and since when it is overdue", () => {
    expect(telling([phone, email, street], defaultFields)).toEqual({
      delinquencyDate: "2025-11-01",
      debtor: { name: "Ada Debtor", language: "en", region: "CA-QC", contactPoint: email },
    });
  });

  it("tells everything that may be granted when everything is", () => {
    expect(telling([phone, email, street], disclosureFields)).toEqual({
      delinquencyDate: "2025-11-01",
      openedOn: "2020-01-01",
      limitationDate: "2031-11-01",
      debtor: {
        name: "Ada Debtor",
        language: "en",
        region: "CA-QC",
        dateOfBirth: "1980-02-29",
        contactPoint: email,
        contactPoints: [phone, email],
        address: street,
      },
    });
  });

  it("never passes a postal address off as a contact point", () => {
    expect(telling([street], ["contactPoint", "contactPoints"])).toEqual({ debtor: { contactPoints: [] } });
  });

  it.each([
    ["the first that is verified", ["UNVERIFIED", "VERIFIED", "VERIFIED"], 1],
    ["the first that may be right, when none is verified", ["UNDELIVERABLE", "UNVERIFIED", "UNVERIFIED"], 1],
  ] as const)("tells one contact point: %s", (_which, statuses, index) => {
    const points = statuses.map((status, n) => ({ type: "PHONE" as const, value: `+1555000${n}`, status }));
    expect(telling(points, ["contactPoint"]).debtor.contactPoint).toEqual(points[index]);
  });

  it.each(["contactPoint", "contactPoints", "address"] as const)(
    "tells no %s that is known to be wrong",
    (field) => {
      const wrong = [phone, street].map((point) => ({ ...point, status: "UNDELIVERABLE" as const }));
      expect(JSON.stringify(telling(wrong, [field]))).not.toMatch(/Main Street|1555/u);
    },
  );

  it("is recorded by the fields that the body has, not by those that were granted", () => {
    const body = { lenderAccountRef: "LN-1", balance: {}, holds: [], ...telling([], disclosureFields) };
    expect(fieldsIn(body)).toEqual(
      disclosureFields.filter((field) => !["history", "contactPoint", "address"].includes(field)),
    );
  });
});

describe("a profile", () => {
  it.each([
    ["a field that no profile can grant", [...defaultFields, "employer"]],
    ["a field twice", [...defaultFields, "name"]],
    ["no balance", defaultFields.filter((field) => field !== "balance")],
  ])("is refused with %s", (_what, fields) => {
    expect(DisclosureProfile.safeParse({ fields }).success).toBe(false);
  });

  it("is the default where a contract says nothing", () => {
    const terms = { currency: "USD", validFrom: "2026-01-01", share: 1, capacity: 1 };
    expect(ContractTerms.parse(terms).disclosure).toEqual({ fields: defaultFields });
  });
});
