import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { verify } from "../../shared/platform/events.ts";
import { startChild } from "../support/child-cloud.ts";
import type { Answer, Json } from "../support/http.ts";
import { ownCloud } from "../support/own-cloud.ts";
import {
  agencyWith,
  aCallback,
  anAccount,
  aPayment,
  aTenant,
  lenderWith,
  newRef,
  operatorOf,
  usd,
  type Agency,
  type Lender,
  type Tenant,
} from "../support/tenant.ts";

const ACCOUNT_COUNT = 24;
const KILLED_AFTER_ANSWERS = 40;

/** What is sent for one account: always the same, however often. */
type Case = {
  readonly request: ReturnType<typeof anAccount>;
  readonly key: string;
  readonly callbacks: readonly (readonly [type: string, data: Json, eventId: string])[];
};

const aCase = (): Case => ({
  request: anAccount(),
  key: newRef(),
  callbacks: [
    ["placement.acknowledged", { balance: usd(105_000) }, newRef()],
    ["payment.received", aPayment(), newRef()],
    ["payment.received", aPayment({ amount: usd(2_500) }), newRef()],
    ["dispute.raised", { type: "OTHER" }, newRef()],
  ],
});

describe("a gateway that is killed in the middle of its work", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "killed-cloud-"));
  const cases = Array.from({ length: ACCOUNT_COUNT }, aCase);
  const answered = new Map<string, Answer>();
  let tenant: Tenant;
  let cloud: LocalCloud;
  let lender: Lender;

  beforeAll(async () => {
    await ensureAssembly((line) => console.error(line));
    const { child, gateway } = await startChild(dataDir);
    tenant = await aTenant(gateway, { agencies: 2 });
    const killed = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const note = (id: string, answer: Answer) => {
      answered.set(id, answer);
      if (answered.size === KILLED_AFTER_ANSWERS) process.kill(child.pid!, "SIGKILL");
    };
    await Promise.allSettled(
      cases.map((one) => work(one, { lender: tenant.lender, agencies: tenant.agencies, note })),
    );
    await killed;

    cloud = await ownCloud({ dataDir });
    lender = lenderWith(cloud, tenant.lender);
    const agencies = tenant.agencies.map((agency) => agencyWith(cloud, agency));
    await Promise.all(cases.map((one) => work(one, { lender, agencies, note: compare })));
    await cloud.idle();
    await cloud.advance("PT10M");
  }, 120_000);

  afterAll(async () => {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Whoever asks again what was answered before the kill hears the same. */
  const compare = (id: string, answer: Answer) => {
    const before = answered.get(id);
    if (before === undefined) return;
    expect(answer.headers.get("idempotent-replayed"), id).toBe("true");
    expect(answer.body, id).toEqual(before.body);
  };

  it("was killed while work was going on", () => {
    expect(answered.size).toBeGreaterThanOrEqual(KILLED_AFTER_ANSWERS);
    expect(answered.size).toBeLessThan(ACCOUNT_COUNT * 5);
  });

  it("has every account once", async () => {
    const { body } = await lender.get("/v1/accounts?limit=200");
    const refs = body.items.map(({ lenderAccountRef }: { lenderAccountRef: string }) => lenderAccountRef);
    expect(refs.toSorted()).toEqual(cases.map(({ request }) => request.lenderAccountRef).toSorted());
  });

  it("has every payment and every dispute once, and every chain verifies", async () => {
    const { body } = await lender.get("/v1/accounts?limit=200");
    for (const { accountId } of body.items) {
      const view = await lender.account(accountId);
      expect(view).toMatchObject({
        lifecycle: "ACTIVE",
        balance: { outstanding: usd(92_500) },
        holds: [{ state: "ORDERED" }],
      });
      const events = await lender.history(accountId);
      const count = (type: string) => events.filter((event) => event.type === type).length;
      expect([count("payment.received"), count("dispute.raised"), count("hold.ordered")]).toEqual([2, 1, 1]);
      expect(verify(events as GatewayEvent[])).toMatchObject({ ok: true });
    }
  });

  it("told the agencies everything, in order, under one id each", () => {
    const taken = tenant.agencies.flatMap(({ inbox }) => inbox.taken());
    const byPlacement = Map.groupBy(taken, ({ placementId }) => placementId);
    expect(byPlacement.size).toBe(ACCOUNT_COUNT);
    for (const deliveries of byPlacement.values()) {
      const once = new Map(deliveries.map(({ eventId, eventType }) => [eventId, eventType]));
      expect([...once.values()]).toEqual(["placement.offered", "hold.apply"]);
    }
  });

  it("counts every contract's open accounts right and leaves no dead letter", async () => {
    const { contracts } = (await operatorOf(cloud).get(`/v1/lenders/${lender.lenderId}`)).body;
    const open = contracts.reduce((total: number, contract: { open: number }) => total + contract.open, 0);
    expect(open).toBe(ACCOUNT_COUNT);
    expect(Object.values(await cloud.deadLetters()).flat()).toEqual([]);
  });
});

type Workers = {
  readonly lender: Lender;
  readonly agencies: readonly Agency[];
  readonly note: (id: string, answer: Answer) => void;
};

async function work({ request, key, callbacks }: Case, { lender, agencies, note }: Workers): Promise<void> {
  const placed = await lender.post("/v1/accounts", request, { "idempotency-key": key });
  note(key, placed);
  const { placementId, agencyId } = placed.body.placements[0];
  const agency = agencies.find((one) => one.agencyId === agencyId)!;
  for (const [type, data, eventId] of callbacks) {
    const body = aCallback(type, { placementId, data, eventId }, new Date("2024-05-01T10:00:00Z"));
    note(eventId, await agency.callback(type, body));
  }
}
