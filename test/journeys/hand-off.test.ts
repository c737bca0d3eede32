import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { sha256 } from "../../shared/platform/canonical.ts";
import { follow } from "../support/feed.ts";
import type { Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { aTenant, anAgencyBody, demand, usd, type Agency, type Tenant } from "../support/tenant.ts";

type Row = Readonly<Record<string, string>>;

describe("three ways to an agency", () => {
  let cloud: LocalCloud;
  let tenant: Tenant;
  beforeAll(async () => {
    cloud = await ownCloud();
    tenant = await aTenant(cloud, { agencies: 2, contract: { acknowledgeWithinHours: 720 } });
  });
  afterAll(() => cloud.stop());

  const wantsFiles = async ({ agencyId, inbox, secret }: Agency): Promise<void> => {
    const body = { ...anAgencyBody(inbox.url, secret), handOff: { file: true } };
    demand(await tenant.operator.put(`/v1/agencies/${agencyId}`, body), 200);
  };

  const filesOf = async (agency: Agency): Promise<readonly Json[]> => {
    const path = `/v1/agencies/${agency.agencyId}/files`;
    return demand(await agency.call(path, { apiKey: agency.apiKey }), 200).body.items;
  };

  it("an agency that only fetches sees exactly what is pushed, in the order of each placement", async () => {
    const { place, active, lender, agencies } = tenant;
    const placements = [await place(), await active(), await active(), await place()];
    for (const { agency, placementId } of placements.slice(1, 3)) {
      const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
      await agency.inbox.receives("hold.apply", (one) => one.placementId === placementId);
      const outcome = placementId === placements[1]!.placementId ? "UPHELD" : "PARTLY_UPHELD";
      const adjustment = { component: "INTEREST", amount: usd(5_000) };
      demand(
        await lender.resolve(body.disputeId, {
          outcome,
          explanation: "So it is.",
          ...(outcome === "PARTLY_UPHELD" && { adjustment }),
        }),
        200,
      );
    }
    await placements[3]!.agency.callback("placement.declined", {
      placementId: placements[3]!.placementId,
      data: { code: "CAPACITY" },
    });
    await cloud.idle();
    for (const agency of agencies) {
      const pushed = agency.inbox.taken();
      expect(pushed.length).toBeGreaterThan(0);
      const fetched = await follow(agency, pushed.length, 3);
      expect(fetched.map(({ position }) => position)).toEqual(fetched.map((_, index) => index + 1));
      for (const placementId of new Set(pushed.map((one) => one.placementId))) {
        const bodies = fetched.filter((one) => one.placementId === placementId);
        expect(bodies.map(({ position: _position, ...body }) => body)).toEqual(
          agency.inbox.taken(placementId).map(({ body }) => body),
        );
      }
    }
  });

  it("the next morning a file is there, with the same events, a count and control totals", async () => {
    const [agency, without] = [tenant.agencies[0]!, tenant.agencies[1]!];
    await wantsFiles(agency);
    const fetched = await follow(agency, agency.inbox.taken().length);
    await cloud.advance("P1D");
    expect(await filesOf(without)).toEqual([]);
    const [file, ...others] = await filesOf(agency);
    expect(others).toEqual([]);
    const text = await (await fetch(file.url)).text();
    expect(file).toMatchObject({ rows: fetched.length, firstPosition: 1, lastPosition: fetched.length });
    expect([file.bytes, file.sha256]).toEqual([Buffer.byteLength(text), sha256(text)]);
    const rows: readonly Row[] = parse(text, { columns: true });
    const [events, trailer] = [rows.slice(0, -1), Object.values(rows.at(-1)!)];
    expect(events.map(({ eventId }) => eventId)).toEqual(fetched.map(({ eventId }) => eventId));
    const owed = fetched.flatMap(({ data }) => (data.balance ? [data.balance.outstanding.amount] : []));
    const total = owed.reduce((sum: number, amount: number) => sum + amount, 0);
    expect(trailer.slice(0, 3)).toEqual(["TRAILER", String(fetched.length), `USD:${total}`]);
    expect(file.totals).toEqual([{ currency: "USD", amount: String(total) }]);
  });

  it("a day without events has a file that says so", async () => {
    const agency = tenant.agencies[0]!;
    await cloud.advance("P1D");
    const [newest, ...older] = await filesOf(agency);
    expect(older).toHaveLength(1);
    expect(newest).toMatchObject({ rows: 0, totals: [] });
    expect(newest).not.toHaveProperty("firstPosition");
    const rows: readonly Row[] = parse(await (await fetch(newest.url)).text(), { columns: true });
    expect(rows.map((row) => Object.values(row).slice(0, 3))).toEqual([["TRAILER", "0", ""]]);
  });

  it("the functions behind it asked for nothing that they may not have", async () => {
    const own = new Set(["feed-worker", "handoff-api", "file-export", "outbox", "delivery-worker"]);
    const needs = neededBy(cloud).filter(({ label }) => own.has(label));
    expect(new Set(needs.map(({ label }) => label))).toEqual(own);
    expect(await forbidden(cloud, needs)).toEqual([]);
  });
});
