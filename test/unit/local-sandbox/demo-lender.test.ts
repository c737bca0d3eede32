import { afterEach, describe, expect, it } from "vitest";
import { lenderRound } from "../../../infra/local/demo/demo-lender.ts";
import { ResolveDisputeRequest } from "../../../shared/disputes/wire.ts";
import { stubGateway, type Reply, type Seen } from "./stub-gateway.ts";

let gateway: Awaited<ReturnType<typeof stubGateway>>;

afterEach(() => gateway.close());

const usd = (amount: number) => ({ amount, currency: "USD" });
const view = (ref: string, holdState: string) => ({
  accountId: "acc_1",
  lenderId: "lnd_1",
  lenderAccountRef: ref,
  lifecycle: "ACTIVE",
  balance: {
    currency: "USD",
    outstanding: usd(1005),
    creditBalance: usd(0),
    components: [{ component: "PRINCIPAL", amount: usd(1005) }],
  },
  holds: [{ holdId: "hld_1", state: holdState }],
  attention: [],
  screening: [],
  placements: [],
});
const dispute = {
  disputeId: "dsp_1",
  receivedAt: "2026-03-02T12:00:00.000Z",
  accountId: "acc_1",
  agencyId: "agy_1",
  state: "AWAITING_LENDER",
  holdId: "hld_1",
};

type World = {
  readonly lifecycle?: string;
  readonly disputes?: readonly unknown[];
  readonly holdState?: string;
  readonly ref?: string;
  readonly post?: Reply;
};

const round = async (world: World) => {
  gateway = await stubGateway(({ method, path }: Seen): Reply => {
    if (method === "POST") return world.post ?? { status: 200 };
    if (path.startsWith("/v1/accounts?"))
      return {
        status: 200,
        body: { items: [{ accountId: "acc_1", lifecycle: world.lifecycle ?? "ACTIVE" }] },
      };
    if (path.startsWith("/v1/disputes?")) return { status: 200, body: { items: world.disputes ?? [] } };
    return { status: 200, body: view(world.ref ?? "LC-1", world.holdState ?? "ACKNOWLEDGED") };
  });
  const did = await lenderRound({ baseUrl: gateway.baseUrl, apiKey: "k" }, 1);
  const posted = gateway.seen.filter(({ method }) => method === "POST");
  return { did, posted };
};

describe("a round of the demo's lender", () => {
  it("does nothing where nothing waits", async () => {
    expect(await round({})).toEqual({ did: 0, posted: [] });
  });

  it("answers what an agency asks", async () => {
    const { did, posted } = await round({ lifecycle: "INFO_REQUIRED" });
    expect(did).toBe(1);
    expect(posted.map(({ path }) => path)).toEqual(["/v1/accounts/acc_1/information"]);
  });

  it("decides a dispute as documented, alike for the same account", async () => {
    const decisions = [];
    for (let n = 0; n < 30; n += 1) {
      const { posted } = await round({ disputes: [dispute], ref: `LC-${n % 15}` });
      await gateway.close();
      decisions.push(ResolveDisputeRequest.parse(JSON.parse(posted[0]!.body)));
    }
    expect(decisions.slice(0, 15)).toEqual(decisions.slice(15));
    expect(new Set(decisions.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(3);
    const adjusted = decisions.find(({ adjustment }) => adjustment !== undefined);
    expect(adjusted?.adjustment).toEqual({ component: "PRINCIPAL", amount: usd(101) });
  });

  it("waits until the agency has stopped", async () => {
    expect((await round({ disputes: [dispute], holdState: "ORDERED" })).posted).toEqual([]);
  });

  it("leaves alone what a rule is still looking at", async () => {
    expect((await round({ disputes: [{ ...dispute, state: "RAISED" }] })).posted).toEqual([]);
  });

  it("comes back when the state moved meanwhile", async () => {
    expect((await round({ disputes: [dispute], post: { status: 409 } })).did).toBe(0);
  });

  it("does not hide a fault", async () => {
    await expect(round({ disputes: [dispute], post: { status: 404 } })).rejects.toThrow(/404/u);
  });
});
