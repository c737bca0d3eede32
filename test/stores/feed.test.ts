import { describe, expect, it } from "vitest";
import { agencyStore } from "../../shared/agencies/store.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { appendToFeed } from "../../shared/feed/append.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { emptyChain } from "../../shared/kernel/event.ts";
import type { AccountId, AgencyId } from "../../shared/kernel/ids.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, putOne } from "../../shared/platform/dynamo.ts";
import { recorded } from "../../shared/platform/events.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import {
  aDraft,
  anAccount,
  anAccountId,
  anAgency,
  anAgencyId,
  aPlacement,
  at,
  now,
} from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const writeBeside = newWriteBeside(table);
const feeds = feedStore(reader);
const append = appendToFeed({ feeds, writeBeside, clock: { now: () => now } });

/** A history of so many events, all of them for an agency. */
async function aHistory(agencyId: AgencyId, count: number): Promise<AccountId> {
  const accountId = anAccountId();
  const draft = aDraft({
    type: "hold.ordered",
    data: { agencyId, placementId: "plc_1" },
    route: { queue: "deliveries", group: "plc_1" },
  });
  const { items } = recorded(
    { accountId, chain: emptyChain },
    Array.from({ length: count }, () => draft),
    now,
  );
  for (let from = 0; from < items.length; from += 90) await writeBeside(items.slice(from, from + 90));
  return accountId;
}

const positions = async (agencyId: AgencyId) =>
  (await feeds.entries(agencyId, 0, 1_000)).map(({ position }) => position);

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("a feed", () => {
  it("takes a history of any length, in its order, and nothing a second time", async () => {
    const agencyId = anAgencyId();
    const accountId = await aHistory(agencyId, 200);
    expect(await append(agencyId, [accountId])).toBe(200);
    expect(await append(agencyId, [accountId, accountId])).toBe(0);
    const entries = await feeds.entries(agencyId, 0, 1_000);
    expect(entries.map(({ position, sequence }) => [position, sequence])).toEqual(
      upTo(200).map((n) => [n, n]),
    );
    expect(await feeds.position(agencyId)).toBe(200);
  });

  it("takes many accounts at once", async () => {
    const agencyId = anAgencyId();
    const accountIds = await Promise.all(upTo(13).map((n) => aHistory(agencyId, n)));
    expect(await append(agencyId, accountIds)).toBe(91);
    expect(await positions(agencyId)).toEqual(upTo(91));
  });

  it("has no gap when several append at once", async () => {
    const agencyId = anAgencyId();
    const accountIds = await Promise.all(upTo(4).map(() => aHistory(agencyId, 12)));
    await Promise.all(accountIds.map((accountId) => append(agencyId, [accountId])));
    await Promise.all(accountIds.map((accountId) => append(agencyId, [accountId])));
    expect(await positions(agencyId)).toEqual(upTo(48));
  });

  it("of one agency has nothing of another's", async () => {
    const [agencyId, other] = [anAgencyId(), anAgencyId()];
    const accountId = await aHistory(agencyId, 3);
    expect(await append(other, [accountId])).toBe(0);
    expect(await feeds.position(other)).toBe(0);
    expect(await positions(other)).toEqual([]);
  });

  it("finds the events behind its entries, in their order", async () => {
    const agencyId = anAgencyId();
    await append(agencyId, [await aHistory(agencyId, 5)]);
    const entries = (await feeds.entries(agencyId, 0, 10)).toReversed();
    const events = await feeds.events(entries);
    expect(events.map((event) => (event as { eventId: string }).eventId)).toEqual(
      entries.map(({ eventId }) => eventId),
    );
  });
});

describe("a disclosure", () => {
  it("is recorded once per event and channel, with the time of the first", async () => {
    const accountId = anAccountId();
    const disclosures = disclosureStore(reader);
    const create = createOne(table);
    const said = {
      accountId,
      sequence: 3,
      eventId: "evt_3",
      placementId: "plc_1",
      agencyId: anAgencyId(),
      channel: "PUSH" as const,
      fields: ["name"],
      disclosedAt: now,
    };
    await create(disclosures.item(said));
    await create(disclosures.item({ ...said, disclosedAt: at("2026-03-05T12:00:00.000Z") }));
    await create(disclosures.item({ ...said, channel: "FILE" }));
    const { items } = await disclosures.page(accountId, 10);
    expect(items.map(({ channel, disclosedAt }) => [channel, disclosedAt])).toEqual([
      ["FILE", now],
      ["PUSH", now],
    ]);
  });
});

describe("an agency's open placements", () => {
  it("are listed while they are open, also when one is opened again", async () => {
    const placements = placementStore(reader);
    const account = anAccount();
    const { agencyId } = account.placement!;
    const placement = aPlacement(account, { agencyId, state: "OFFERED" });
    const { placementId, lenderId, usageShard } = placement;
    const step = { placementId, lenderId, agencyId, usageShard };
    const open = async () => (await placements.openAt(agencyId, 10)).placements.map((one) => one.state);
    await writeBeside([placements.created(placement)]);
    expect(await open()).toEqual(["OFFERED"]);
    await writeBeside([placements.changed({ ...step, state: "ACTIVE" })]);
    expect(await open()).toEqual(["ACTIVE"]);
    await writeBeside([
      placements.changed({
        ...step,
        state: "CLOSED",
        ended: { at: now, code: "EXHAUSTED", tailUntil: now, deleteBy: now },
      }),
    ]);
    expect(await open()).toEqual([]);
    expect(await placements.find(placementId)).toMatchObject({ state: "CLOSED", endCode: "EXHAUSTED" });
  });
});

describe("agencies", () => {
  it("are all found, however many", async () => {
    const agencies = agencyStore(reader);
    const put = putOne(table);
    const own = Array.from({ length: 105 }, () => anAgency());
    for (const agency of own) await put(agencies.item(agency));
    const found = new Set((await agencies.all()).map(({ agencyId }) => agencyId));
    expect(own.filter(({ agencyId }) => !found.has(agencyId))).toEqual([]);
  });
});
