import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { updateOne } from "../../shared/platform/dynamo.ts";
import type { Json } from "../support/http.ts";
import { openInbox } from "../support/inbox.ts";
import { ownCloud } from "../support/own-cloud.ts";
import { forbidden, neededBy } from "../support/permissions.ts";
import { tableAt } from "../support/table.ts";
import {
  aContract,
  aPolicy,
  aTenant,
  anAccount,
  anAgencyBody,
  demand,
  newSecret,
} from "../support/tenant.ts";

const launcher = join(import.meta.dirname, "../../infra/cli/gateway.mjs");

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** The very process that a person starts. */
async function gateway(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input = "",
): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString("utf8")));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, ...said };
}

/** A contract as it lies in the table, behind the back of whoever checks it. */
function contractOf({ endpoints, plan }: LocalCloud, lenderId: string, agencyId: string) {
  const update = updateOne(tableAt(endpoints, plan.tables[0]!.name));
  return {
    set: (member: string, value: unknown) =>
      update({
        kind: "update",
        name: "contract",
        key: { pk: `LENDER#${lenderId}`, sk: `CONTRACT#${agencyId}` },
        set: { [member]: value },
        when: [{ attribute: "pk", is: "present" }],
      }),
  };
}

describe("the command line against a running gateway", () => {
  let cloud: LocalCloud;
  const folder = mkdtempSync(join(tmpdir(), "gateway-cli-"));
  const config = join(folder, "operator.json");

  beforeAll(async () => {
    cloud = await ownCloud();
    const login = await gateway(
      { GATEWAY_CONFIG: config },
      ["login", "--url", cloud.baseUrl],
      cloud.adminKey,
    );
    expect(login).toMatchObject({ code: 0, err: "" });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cloud.stop();
  });

  const fileOf = (value: unknown): string => {
    const path = join(folder, `${ulid()}.json`);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  const as = (apiKey: string) => ({
    GATEWAY_URL: cloud.baseUrl,
    GATEWAY_API_KEY: apiKey,
    GATEWAY_CONFIG: "/nowhere",
  });

  const operator = (...args: readonly string[]) => gateway({ GATEWAY_CONFIG: config }, args);

  /** What the gateway answered to a command that succeeded. */
  const answer = async (running: Promise<Ended>): Promise<Json> => {
    const ended = await running;
    expect(ended).toMatchObject({ code: 0 });
    return JSON.parse(ended.out);
  };

  it("keeps what it is logged in with to its owner", () => {
    expect(statSync(config).mode & 0o777).toBe(0o600);
  });

  it("sets a lender, an agency, a contract and a key up, places an account and shows it", async () => {
    const [lenderId, agencyId, secret] = [`lnd_${ulid()}`, `agy_${ulid()}`, newSecret()];
    const inbox = await openInbox(agencyId, secret);
    const lender = fileOf({ name: "Sample Bank", policy: aPolicy() });
    expect(await operator("lenders", "save", lenderId, lender)).toMatchObject({ code: 0 });
    expect(
      await operator("agencies", "save", agencyId, fileOf(anAgencyBody(inbox.url, secret))),
    ).toMatchObject({ code: 0 });
    expect(await operator("contracts", "save", lenderId, agencyId, fileOf(aContract()))).toMatchObject({
      code: 0,
    });
    const { apiKey } = await answer(
      operator("keys", "create", "--kind", "LENDER", "--lender", lenderId, "--label", "loans", "--json"),
    );

    const account = anAccount();
    const own = (...args: readonly string[]) => gateway(as(apiKey), args);
    const placed = await answer(own("accounts", "place", fileOf(account), "--json"));
    expect(placed).toMatchObject({ lifecycle: "OFFERED", lenderAccountRef: account.lenderAccountRef });
    const shown = await own("accounts", "show", placed.accountId);
    expect(shown.out).toMatch(/^lifecycle +OFFERED$/mu);
    expect(shown.out).toMatch(new RegExp(agencyId, "u"));
    const events = await own("accounts", "events", placed.accountId, "--all");
    expect(events.out.split("\n")[0]).toMatch(/^NO +EVENT +BY +WHO/u);
    expect((await operator("contracts", "list", lenderId)).out).toMatch(
      new RegExp(`^${agencyId} .* 1 +1 `, "mu"),
    );

    const again = await own("accounts", "place", fileOf(account));
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/^An account with this lender reference exists \(account-already-exists\)\n/u);
    expect(again.err).toMatch(/^trace [0-9a-f-]{36}$/mu);
    expect(again.out).toBe("");
  });

  it("screens all again after a policy changed: what may be placed now is offered, the rest stays", async () => {
    const policy = { ...aPolicy(), daysPastDueMin: 1_000 };
    const { lender, operator: admin } = await aTenant(cloud, { policy });
    const placed = await Promise.all(
      [1, 2, 3].map(() =>
        answer(gateway(as(lender.apiKey), ["accounts", "place", fileOf(anAccount()), "--json"])),
      ),
    );
    demand(
      await admin.put(`/v1/lenders/${lender.lenderId}`, { name: "Sample Bank", policy: aPolicy() }),
      200,
    );
    const screened = await gateway(as(lender.apiKey), ["accounts", "screen-all"]);
    expect(screened).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^3 accounts are screened again/u),
    });
    expect(screened.err).toContain("screening 3/3");
    for (const { accountId } of placed)
      await expect
        .poll(async () => (await lender.account(accountId)).lifecycle, { timeout: 30_000 })
        .toBe("OFFERED");
    const again = await gateway(as(lender.apiKey), ["accounts", "screen-all", "--json"]);
    expect(again).toMatchObject({ code: 0, out: '{"screened":0,"movedOn":0}\n' });
  });

  it("rotates a key: both are good for the overlap, then only the new one is", async () => {
    const { lender } = await aTenant(cloud, { agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    const rotated = await answer(
      operator("keys", "rotate", keyId, "--overlap-hours", "2", "--yes", "--json"),
    );
    const lists = async (apiKey: string) => (await gateway(as(apiKey), ["accounts", "list"])).code;
    expect([await lists(lender.apiKey), await lists(rotated.apiKey)]).toEqual([0, 0]);
    await cloud.advance("PT3H");
    expect([await lists(lender.apiKey), await lists(rotated.apiKey)]).toEqual([1, 0]);
    expect((await operator("keys", "show", keyId)).out).toMatch(/^state +EXPIRED$/mu);
  });

  it("revokes a key, and the log of changes says who did it", async () => {
    const { lender } = await aTenant(cloud, { agencies: 0 });
    const keyId = `key_${lender.apiKey.split("_")[2]}`;
    expect(await operator("keys", "revoke", keyId)).toMatchObject({ code: 2 });
    expect(await operator("keys", "revoke", keyId, "--yes")).toMatchObject({ code: 0 });
    await cloud.advance("PT1M");
    const refused = await gateway(as(lender.apiKey), ["accounts", "list"]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("unauthenticated");
    const changes = await operator("changes", "list", "--subject", `keys/${keyId}`);
    expect(changes.out.split("\n")[1]).toMatch(/ operator +revoked /u);
    expect(changes.out + refused.err).not.toContain(lender.apiKey);
  });

  it("redrives what failed for a broken contract, once that is mended: it takes effect, and once", async () => {
    const { place, agencies, lender } = await aTenant(cloud, { agencies: 2 });
    const { accountId, placementId, agency } = await place();
    const other = agencies.find(({ agencyId }) => agencyId !== agency.agencyId)!;
    const contract = contractOf(cloud, lender.lenderId, other.agencyId);
    await contract.set("capacity", "broken");
    demand(await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } }), 202);
    await cloud.idle();

    const letters = async () => {
      const { items } = await answer(operator("dead-letters", "show", "placements", "--json"));
      return items.filter((letter: Json) => letter.accountId === accountId);
    };
    for (let n = 0; n < 12 && (await letters()).length === 0; n += 1) await cloud.advance("PT4M");
    const [letter] = await letters();
    expect(letter).toMatchObject({ type: "placement.declined", sequence: expect.any(Number) });
    expect(JSON.stringify(letter)).not.toMatch(/debtor|name|email/iu);
    expect((await operator("dead-letters", "list")).out).toMatch(/^placements +1 +SENT_BACK$/mu);

    await contract.set("capacity", aContract().capacity);
    const redrive = () =>
      answer(
        operator("dead-letters", "redrive", "placements", "--events", letter.eventId, "--yes", "--json"),
      );
    expect(await redrive()).toEqual({ queue: "placements", redriven: 1, missing: [], more: false });
    await cloud.idle();
    const holders = async () =>
      (await lender.account(accountId)).placements.map(({ agencyId }: Json) => agencyId);
    expect(await holders()).toEqual([agency.agencyId, other.agencyId]);
    expect(await redrive()).toMatchObject({ redriven: 0, missing: [letter.eventId] });
    await cloud.idle();
    expect(await holders()).toHaveLength(2);
    expect(await letters()).toEqual([]);
  });

  it("made only calls that the functions' own policies allow", async () => {
    expect(await forbidden(cloud, neededBy(cloud))).toEqual([]);
  });
});
