import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { disclosureFields } from "../../shared/disclosure/wire.ts";
import { follow } from "../support/feed.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { tableAt } from "../support/table.ts";
import { anAgencyBody, aTenant, demand, usd, type Agency, type Tenant } from "../support/tenant.ts";

/** What can be known of a debtor, each recognisable wherever it turns up. */
const canaries = {
  name: "Canarina Goldfinch",
  email: "canarina@goldfinch.example",
  phone: "+15557391024",
  address: "739 Serinus Lane, Atlantic Canary",
  dateOfBirth: "1939-07-31",
} as const;

/** What tells the debtor from others: nobody is ever told it, not even an agency that may know everything. */
const identifier = "CNRY-1939-0731-77";

/** What the lender answers to an agency's question: that agency's alone to know. */
const answered = "Ring the aviary at +15558004471, after six.";

const debtor = {
  name: canaries.name,
  region: "US-CA",
  dateOfBirth: canaries.dateOfBirth,
  identifier: { type: "NATIONAL_ID", value: identifier },
  contactPoints: [
    { type: "EMAIL", value: canaries.email, status: "VERIFIED" },
    { type: "PHONE", value: canaries.phone },
    { type: "POST", value: canaries.address, status: "VERIFIED" },
  ],
};

/** As it is, as a URL has it, and as a careless dump of bytes would show it. */
const disguises = [...Object.values(canaries), identifier, answered].flatMap((text) => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString("hex"),
  Buffer.from(text).toString("base64").slice(0, -4),
]);

const foundIn = (value: unknown): readonly string[] => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return disguises.filter((disguise) => text.includes(disguise));
};

describe("what is known of a debtor", () => {
  let cloud: LocalCloud;
  let tenant: Tenant;
  let failing: Agency;
  const accountIds: string[] = [];
  const answers: unknown[] = [];
  let fed: readonly Json[];
  let file: string;
  let files: readonly Json[];

  beforeAll(async () => {
    cloud = await ownCloud();
    tenant = await aTenant(cloud, {
      agencies: 2,
      contract: { disclosure: { fields: [...disclosureFields] } },
    });
    await live(tenant);
    await failure();
    await nights(tenant.agencies[0]!);
  });
  afterAll(() => cloud.stop());

  /** Accounts that are taken, declined, asked about, disputed, refused, and never answered. */
  async function live({ place, lender, agencies }: Tenant): Promise<void> {
    for (const { agencyId, inbox, secret } of agencies)
      demand(
        await tenant.operator.put(`/v1/agencies/${agencyId}`, {
          ...anAgencyBody(inbox.url, secret),
          handOff: { file: true },
        }),
        200,
      );
    const placements = [];
    for (let n = 0; n < 4; n += 1) placements.push(await place({ debtor }));
    accountIds.push(...placements.map(({ accountId }) => accountId));
    const [declined, disputed] = [placements[0]!, placements[1]!];
    await declined.agency.callback("placement.declined", {
      placementId: declined.placementId,
      data: { code: "CAPACITY" },
    });
    await disputed.agency.acknowledge(disputed);
    const { body } = await disputed.agency.callback("dispute.raised", {
      placementId: disputed.placementId,
      data: { type: "AMOUNT_WRONG", narrative: "The sum is not right." },
    });
    // Of the agency whose feed and files are read later.
    const asked = placements.slice(2).find(({ agency }) => agency === agencies[0])!;
    const question = { placementId: asked.placementId, data: { code: "PHONE_NUMBER" } };
    demand(await asked.agency.callback("placement.info_requested", question), 202);
    const information = await lender.post(`/v1/accounts/${asked.accountId}/information`, { text: answered });
    answers.push(demand(information, 200).body);
    await cloud.idle();
    const adjustment = { component: "INTEREST", amount: usd(5_000) };
    const resolution = { outcome: "PARTLY_UPHELD", explanation: "So it is.", adjustment };
    answers.push(demand(await lender.resolve(body.disputeId, resolution), 200).body);
    const rejected = await lender.post("/v1/accounts", {
      lenderAccountRef: "R-deceased",
      product: "PERSONAL_LOAN",
      delinquencyDate: "2020-01-01",
      balance: [{ component: "PRINCIPAL", amount: usd(100_000) }],
      circumstances: { deceased: true },
      debtor,
    });
    accountIds.push(demand(rejected, 201).body.accountId);
    const malformed = { ...debtor, contactPoints: [{ type: "PIGEON", value: canaries.phone }] };
    const lookUp = { identifier: { type: "NATIONAL_ID", value: identifier.toLowerCase() } };
    const found = demand(await lender.post("/v1/debtor-lookups", lookUp), 200).body;
    expect(found.items.length).toBe(accountIds.length);
    answers.push(rejected.body, found, (await lender.post("/v1/accounts", { debtor: malformed })).body);
  }

  /** An agency that takes nothing, until its offer is a dead letter or time has passed. */
  async function failure(): Promise<void> {
    const other = await aTenant(cloud);
    failing = other.agency;
    failing.inbox.answerWith(500);
    await other.place({ debtor });
    await cloud.idle();
    for (let n = 0; n < 6; n += 1) await cloud.advance("PT40M");
  }

  async function nights(agency: Agency): Promise<void> {
    fed = await follow(agency, 1, 200);
    await cloud.advance("P1D");
    const path = `/v1/agencies/${agency.agencyId}/files`;
    files = demand(await agency.call(path, { apiKey: agency.apiKey }), 200).body.items;
    // Whatever the time of day at which this runs: one night or two may have passed.
    const texts = await Promise.all(files.map(async ({ url }) => (await fetch(url)).text()));
    file = texts.join("\n");
  }

  it("reaches the agencies that may know it: pushed, fetched and in files", () => {
    const offers = tenant.agencies.flatMap(({ inbox }) =>
      inbox.taken().filter(({ eventType }) => eventType === "placement.offered"),
    );
    expect(offers.length).toBeGreaterThanOrEqual(4);
    expect(offers.every(({ isSigned }) => isSigned)).toBe(true);
    for (const { raw } of offers) for (const canary of Object.values(canaries)) expect(raw).toContain(canary);
    const read = JSON.stringify(fed);
    for (const canary of Object.values(canaries)) expect([read, file].join()).toContain(canary);
    expect(file).toContain(canaries.name);
    for (const text of [read, file]) expect(text).toContain(answered);
    for (const text of [read, file, ...offers.map(({ raw }) => raw)]) expect(text).not.toContain(identifier);
    expect(failing.inbox.all().length).toBeGreaterThan(1);
  });

  it("is told by no other event than an offer, and an answer by no other than its own", () => {
    const others = tenant.agencies.flatMap(({ inbox }) =>
      inbox.all().filter(({ eventType }) => eventType !== "placement.offered"),
    );
    const [informed, rest] = [true, false].map((is) =>
      others.filter(({ eventType }) => (eventType === "information.provided") === is),
    );
    expect(informed!.map(({ body }) => body.data)).toEqual([{ text: answered }]);
    expect(rest!.length).toBeGreaterThan(0);
    expect(rest!.flatMap(({ raw }) => foundIn(raw))).toEqual([]);
  });

  it("is in no line that any function logs", async () => {
    for (const { label } of cloud.plan.functions) {
      const text = await cloud.logs(label);
      expect(foundIn(text), label).toEqual([]);
    }
    expect(await cloud.logs("handoff-api")).toContain("http.request");
  });

  it("is in no event, and in no answer to the lender", async () => {
    for (const accountId of accountIds) {
      expect(foundIn(await tenant.lender.history(accountId))).toEqual([]);
      expect(foundIn(await tenant.lender.account(accountId))).toEqual([]);
      const { body } = await tenant.lender.get(`/v1/accounts/${accountId}/disclosures`);
      expect(foundIn(body)).toEqual([]);
    }
    expect(foundIn(answers)).toEqual([]);
  });

  it("is in no URL: not in the agency's endpoint, not in the link to a file", () => {
    expect(files.length).toBeGreaterThan(0);
    expect(
      foundIn([...files.map(({ url }) => url), ...tenant.agencies.map(({ inbox }) => inbox.url)]),
    ).toEqual([]);
  });

  it("is in no message, no dead letter and no other call to AWS", async () => {
    const calls = Object.values(cloud.calls()).flat();
    expect(calls.filter(({ operation }) => operation === "SendMessage").length).toBeGreaterThan(5);
    for (const call of calls) expect(foundIn(call), `${call.service}:${call.operation}`).toEqual([]);
    expect(foundIn(await cloud.deadLetters())).toEqual([]);
  });

  it("is nowhere in the table in clear", async () => {
    const { client, name } = tableAt(cloud.endpoints, cloud.plan.tables[0]!.name);
    let count = 0;
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({ TableName: name, ...(from && { ExclusiveStartKey: from }) }),
      );
      count += Items.length;
      for (const item of Items) {
        expect(foundIn(item), `${item["pk"]} ${item["sk"]}`).toEqual([]);
        const { sealed } = item;
        if (sealed instanceof Uint8Array)
          expect(foundIn(Buffer.from(sealed).toString("latin1")), "sealed").toEqual([]);
      }
      from = LastEvaluatedKey;
    } while (from !== undefined);
    expect(count).toBeGreaterThan(50);
  });
});
