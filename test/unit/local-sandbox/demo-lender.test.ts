import { afterEach, describe, expect, it } from "vitest";
import { answerReports, lenderRound } from "../../../infra/local/demo/demo-lender.ts";
import { AnswerReportRequest } from "../../../shared/debtor-reports/wire.ts";
import { DecideSettlementRequest } from "../../../shared/settlements/wire.ts";
import { ResolveDisputeRequest } from "../../../shared/disputes/resolution-wire.ts";
import { stubGateway, type Reply } from "./stub-gateway.ts";

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
  facets: { dispute: "OPEN" },
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
  readonly reports?: readonly unknown[];
  readonly holdState?: string;
  readonly ref?: string;
  readonly attention?: readonly string[];
  readonly post?: Reply;
};

const posted = ({ post = { status: 200 } }: World): Reply => post;

const shown = (world: World, path: string): Reply => {
  const { lifecycle = "ACTIVE", ref = "LC-1", holdState = "ACKNOWLEDGED", attention = [] } = world;
  const lists: Readonly<Record<string, readonly unknown[] | undefined>> = {
    "/v1/accounts": [{ accountId: "acc_1", lifecycle, lenderAccountRef: ref, attention }],
    "/v1/accounts/acc_1/settlements": [{ settlementRef: "S-1", state: "REQUESTED" }],
    "/v1/disputes": world.disputes ?? [],
    "/v1/debtor-reports": world.reports ?? [],
  };
  const items = lists[path.split("?")[0] ?? ""];
  return { status: 200, body: items === undefined ? { ...view(ref, holdState), lifecycle } : { items } };
};

const round = async (world: World) => {
  gateway = await stubGateway(({ method, path }) => (method === "POST" ? posted(world) : shown(world, path)));
  const lender = { baseUrl: gateway.baseUrl, apiKey: "k" };
  const did = (await lenderRound(lender, 1)) + (await answerReports(lender));
  return { did, posted: gateway.seen.filter(({ method }) => method === "POST") };
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

  it("decides without it once the agency has lost the account", async () => {
    const { posted } = await round({ disputes: [dispute], holdState: "ESCALATED", lifecycle: "RECALLED" });
    expect(posted.map(({ path }) => path)).toEqual(["/v1/disputes/dsp_1/resolution"]);
  });

  it.each([
    ["debtor.deceased", "CONFIRMED"],
    ["debtor.represented", "UNFOUNDED"],
    ["complaint.raised", "RESOLVED"],
  ])("answers a %s with %s", async (type, outcome) => {
    const { did, posted } = await round({ reports: [{ reportId: "rep_1", type }] });
    expect(did).toBe(1);
    expect(posted.map(({ path }) => path)).toEqual(["/v1/debtor-reports/rep_1/answer"]);
    expect(AnswerReportRequest.parse(JSON.parse(posted[0]!.body))).toMatchObject({ outcome });
  });

  it("takes most offers to pay a part, and declines the others", async () => {
    const decisions = [];
    for (let n = 0; n < 20; n += 1) {
      const { posted } = await round({ attention: ["SETTLEMENT_REQUESTED"], ref: `LC-${n}` });
      await gateway.close();
      decisions.push(DecideSettlementRequest.parse(JSON.parse(posted[0]!.body)).decision);
    }
    const agreed = decisions.filter((decision) => decision === "APPROVED").length;
    expect(agreed).toBeGreaterThan(10);
    expect(agreed).toBeLessThan(20);
  });

  it("declines what it can no longer agree to", async () => {
    const { posted } = await round({ attention: ["SETTLEMENT_REQUESTED"], post: { status: 409 } });
    expect(posted.map(({ body }) => JSON.parse(body).decision)).toEqual(["APPROVED", "DECLINED"]);
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
