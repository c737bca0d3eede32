import { expect, it } from "vitest";
import { minuteOf } from "../../shared/callbacks/lease.ts";
import { quotaStore } from "../../shared/callbacks/quota-store.ts";
import { spendQuota } from "../../shared/callbacks/spend-quota.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { anAgencyId } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";
import { began } from "../support/world.ts";

const LIMIT = 200;
const quotas = quotaStore(updateOne(quietTable()));

it("many functions at once take no more than the limit of a minute between them, and use all of it", async () => {
  const agency = { agencyId: anAgencyId(), eventsPerMinute: LIMIT };
  const fleet = Array.from({ length: 8 }, () => spendQuota({ quotas }));
  const sent = await Promise.allSettled(
    Array.from({ length: 2 * LIMIT }, (_, n) => fleet[n % fleet.length]!(agency, 1, began)),
  );
  expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(LIMIT);
});

it("leases at the same time never pass the limit, whatever they ask for", async () => {
  const [agencyId, minute] = [anAgencyId(), minuteOf(began)];
  const counts = Array.from({ length: 40 }, (_, n) => 1 + (n % 17));
  const granted = await Promise.all(
    counts.map(async (count) =>
      (await quotas.lease(agencyId, minute, { count, limit: LIMIT })) ? count : 0,
    ),
  );
  const sum = granted.reduce((total, count) => total + count, 0);
  expect(sum).toBeGreaterThan(LIMIT - 17);
  expect(sum).toBeLessThanOrEqual(LIMIT);
});

it("the counter of a minute goes by itself, an hour after it", async () => {
  const [agencyId, minute] = [anAgencyId(), minuteOf(began)];
  await quotas.lease(agencyId, minute, { count: 1, limit: 1 });
  const item = await newReader(quietTable()).get({ pk: `RATE#${agencyId}#${minute}`, sk: "RATE" });
  expect(item).toMatchObject({ leased: 1, expiresAt: (minute + 1) * 60 + 3_600 });
});
