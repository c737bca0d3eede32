import { describe, expect, it } from "vitest";
import { CreateKeyRequest, Principal } from "../../../shared/access/wire.ts";
import { Debtor, PlaceAccountRequest } from "../../../shared/accounts/wire.ts";
import { Region } from "../../../shared/kernel/region.ts";
import { AgencyBody, AgencyView, WebhookSecret } from "../../../shared/agencies/wire.ts";
import { Agency } from "../../../shared/agencies/model.ts";
import { ContractBody } from "../../../shared/contracts/wire.ts";
import { LenderBody, PolicyBody } from "../../../shared/lenders/wire.ts";
import { EventMessage } from "../../../shared/outbox/message.ts";
import { aLenderId, anAgency, anAgencyId, aRequest, aSecret, cash, usd } from "../../support/builders.ts";

type Schema = {
  readonly safeParse: (value: unknown) => {
    error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined;
  };
};

const faultsIn = (schema: Schema, value: unknown): readonly string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join("/"));

describe("an account to place", () => {
  const body = aRequest();
  const principal = { component: "PRINCIPAL", amount: usd(100) };

  it("is taken as it is, with what may be left out filled in", () => {
    const { circumstances: _given, ...without } = body;
    expect(PlaceAccountRequest.parse(without).circumstances).toEqual({
      complaintOpen: false,
      deceased: false,
      insolvent: false,
      disputed: false,
    });
    expect(PlaceAccountRequest.parse(body)).toEqual(body);
  });

  it.each([
    ["no balance", { balance: [] }, "balance"],
    [
      "a component twice",
      { balance: [principal, { component: "INTEREST", amount: usd(1) }, principal] },
      "balance/2",
    ],
    [
      "two currencies",
      { balance: [principal, { component: "INTEREST", amount: cash(1, "EUR") }] },
      "balance/1",
    ],
    ["an unknown component", { balance: [{ component: "TIP", amount: usd(1) }] }, "balance/0/component"],
    [
      "a component of nothing",
      { balance: [{ component: "PRINCIPAL", amount: usd(0) }] },
      "balance/0/amount/amount",
    ],
    [
      "a float",
      { balance: [{ component: "PRINCIPAL", amount: { amount: 0.1, currency: "USD" } }] },
      "balance/0/amount/amount",
    ],
    ["a reference with spaces", { lenderAccountRef: "LN 1" }, "lenderAccountRef"],
    ["a reference that is too long", { lenderAccountRef: "x".repeat(65) }, "lenderAccountRef"],
    ["an unknown product", { product: "YACHT" }, "product"],
    ["a day that is none", { delinquencyDate: "2026-02-30" }, "delinquencyDate"],
    ["a moment for a day", { limitationDate: "2026-02-28T00:00:00Z" }, "limitationDate"],
    ["a debtor without a name", { debtor: { ...body.debtor, name: "" } }, "debtor/name"],
    ["a region that is none", { debtor: { ...body.debtor, region: "Connecticut" } }, "debtor/region"],
    ["a circumstance that is no fact", { circumstances: { deceased: "maybe" } }, "circumstances/deceased"],
    ["a member that nobody knows", { surprise: 1 }, ""],
  ])("is refused with %s", (_what, over, pointer) => {
    expect(faultsIn(PlaceAccountRequest, { ...body, ...over })).toEqual([pointer]);
  });

  it("names every fault at once", () => {
    expect(faultsIn(PlaceAccountRequest, { ...body, product: "YACHT", delinquencyDate: "soon" })).toEqual([
      "product",
      "delinquencyDate",
    ]);
  });
});

describe("a debtor", () => {
  it("has at most ten contact points and a language that is one", () => {
    const point = { type: "PHONE", value: "+15550001" };
    expect(Debtor.parse({ name: "A", region: "GB", contactPoints: [point] })).toMatchObject({
      language: "en",
      contactPoints: [{ ...point, status: "UNVERIFIED" }],
    });
    expect(
      faultsIn(Debtor, { name: "A", region: "GB", contactPoints: Array.from({ length: 11 }, () => point) }),
    ).toEqual(["contactPoints"]);
    expect(faultsIn(Debtor, { name: "A", region: "GB", language: "english" })).toEqual(["language"]);
  });

  it.each(["US", "US-CT", "GB-SCT", "DE-BY", "FR-75"])("lives in a region of ISO 3166: %s", (region) => {
    expect(Region.safeParse(region).success).toBe(true);
  });

  it.each(["", "us", "USA", "US-", "US-ABCD", "US_CT", "US-CT\n"])("does not live in %j", (region) => {
    expect(Region.safeParse(region).success).toBe(false);
  });
});

describe("an agency", () => {
  const { agencyId: _id, ...body } = anAgency();

  it("has one to three secrets, each long enough to be one", () => {
    expect(faultsIn(AgencyBody, { ...body, webhookSecrets: [] })).toEqual(["webhookSecrets"]);
    expect(
      faultsIn(AgencyBody, { ...body, webhookSecrets: Array.from({ length: 4 }, () => aSecret()) }),
    ).toEqual(["webhookSecrets"]);
    for (const bytes of [24, 32, 64]) expect(WebhookSecret.safeParse(aSecret(bytes)).success).toBe(true);
    for (const secret of [
      "whsec_short",
      aSecret(20),
      aSecret(70),
      aSecret().slice(6),
      `${aSecret()} `,
      "whsec_" + "*".repeat(40),
    ])
      expect(WebhookSecret.safeParse(secret).success).toBe(false);
  });

  it("never shows its secrets again", () => {
    const view = AgencyView.strip().parse({ ...body, agencyId: anAgencyId() });
    expect(view).not.toHaveProperty("webhookSecrets");
    expect(JSON.stringify(view)).not.toContain("whsec_");
  });

  it.each(["ftp://agency.example/", "javascript:alert(1)", "agency.example", "", "file:///etc/passwd"])(
    "is not reached at %j",
    (endpointUrl) => {
      expect(faultsIn(AgencyBody, { ...body, endpointUrl })).toEqual(["endpointUrl"]);
    },
  );

  it("read back from the table loses what is the table's own", () => {
    const agency = anAgency();
    expect(Agency.parse({ ...agency, pk: "AGENCY#1", sk: "AGENCY" })).toEqual(agency);
  });
});

describe("a contract", () => {
  const body = { currency: "USD", validFrom: "2026-01-01", share: 10, capacity: 5 };

  it("is a champion's, takes whatever there is and waits two days unless it says otherwise", () => {
    expect(ContractBody.parse(body)).toMatchObject({
      ...body,
      products: [],
      segments: [],
      placementNumbers: [],
      acknowledgeWithinHours: 48,
      arm: "CHAMPION",
    });
  });

  it.each([
    ["a share of nothing", { share: 0 }, "share"],
    ["half a share", { share: 0.5 }, "share"],
    ["a negative capacity", { capacity: -1 }, "capacity"],
    ["an endless wait", { acknowledgeWithinHours: 721 }, "acknowledgeWithinHours"],
    ["an unknown currency", { currency: "XYZ" }, "currency"],
    ["a balance band of nothing", { balanceMin: usd(0) }, "balanceMin/amount"],
  ])("is refused with %s", (_what, over, pointer) => {
    expect(faultsIn(ContractBody, { ...body, ...over })).toEqual([pointer]);
  });

  it("has its balance band in its own currency", () => {
    for (const band of [{ balanceMin: cash(1, "EUR") }, { balanceMax: cash(1, "EUR") }])
      expect(faultsIn(ContractBody, { ...body, ...band })).not.toEqual([]);
    expect(faultsIn(ContractBody, { ...body, balanceMin: usd(1), balanceMax: usd(2) })).toEqual([]);
  });

  it("does not end before it begins", () => {
    expect(faultsIn(ContractBody, { ...body, validTo: "2025-12-31" })).not.toEqual([]);
    expect(faultsIn(ContractBody, { ...body, validTo: "2026-01-01" })).toEqual([]);
  });
});

describe("a lender's policy", () => {
  const policy = { balanceMin: usd(1), balanceMax: usd(2) };

  it("has thirty days before and after unless it says otherwise", () => {
    expect(PolicyBody.parse(policy)).toEqual({
      ...policy,
      daysPastDueMin: 30,
      cooldownDays: 30,
      limitationDaysMin: 0,
      contactPointRequired: false,
      vulnerabilitiesAllowed: [],
      rulesOff: [],
      products: {},
      challengerPermille: 0,
      sameAgencyPerDebtor: false,
      returnToFormerHolder: false,
      placementCountMax: 99,
      replacementCooldownDays: 0,
    });
  });

  it("is refused with impossible numbers", () => {
    expect(faultsIn(PolicyBody, { ...policy, daysPastDueMin: -1 })).toEqual(["daysPastDueMin"]);
    expect(faultsIn(PolicyBody, { ...policy, cooldownDays: 3_651 })).toEqual(["cooldownDays"]);
    expect(faultsIn(LenderBody, { name: "", policy })).toEqual(["name"]);
  });

  it("compares in one currency", () => {
    expect(faultsIn(PolicyBody, { ...policy, balanceMax: cash(2, "EUR") })).not.toEqual([]);
  });
});

describe("a key's principal", () => {
  it("names its tenant, and only its own kind of tenant", () => {
    expect(faultsIn(Principal, { kind: "LENDER", lenderId: anAgencyId() })).toEqual(["lenderId"]);
    expect(faultsIn(Principal, { kind: "AGENCY", lenderId: aLenderId() })).not.toEqual([]);
    expect(faultsIn(Principal, { kind: "FINANCE", lenderId: aLenderId(), role: "APPROVER" })).toEqual([]);
    expect(faultsIn(Principal, { kind: "FINANCE", agencyId: anAgencyId() })).not.toEqual([]);
    expect(faultsIn(Principal, { kind: "FINANCE", role: "OWNER" })).toEqual(["role"]);
    expect(faultsIn(Principal, { kind: "ROOT" })).not.toEqual([]);
    expect(faultsIn(CreateKeyRequest, { principal: { kind: "ADMIN" }, label: "" })).toEqual(["label"]);
  });
});

describe("a message on a queue", () => {
  it("points to one event of one account", () => {
    const message = { accountId: "acc_1", sequence: 1, eventId: "evt_1", type: "x" };
    expect(EventMessage.parse({ ...message, narrative: "leaks" })).toEqual(message);
    expect(faultsIn(EventMessage, { ...message, sequence: 0 })).toEqual(["sequence"]);
  });
});
