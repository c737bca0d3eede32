import { describe, expect, it } from "vitest";
import { aDesk } from "../../support/desk.ts";

const page = (over: Readonly<Record<string, unknown>> = {}) => ({
  body: { accounts: 2, events: 9, differences: [], ...over },
});

describe("gateway ledger verify", () => {
  it("reads every page and says how much holds", async () => {
    const desk = aDesk({ replies: [page({ nextCursor: "n" }), page()] });
    expect(await desk.run("ledger", "verify")).toBe(0);
    expect(desk.sent.map(({ url }) => new URL(url).searchParams.get("cursor"))).toEqual([null, "n"]);
    expect(desk.out()).toContain("4 accounts and 18 events hold");
  });

  it("says the same for a program", async () => {
    const desk = aDesk({ replies: [page()] });
    expect(await desk.run("ledger", "verify", "--json")).toBe(0);
    expect(JSON.parse(desk.out())).toEqual({ accounts: 2, events: 9 });
  });

  it("ends with 1 at the first difference, and names the event", async () => {
    const difference = { accountId: "acc_1", sequence: 3, code: "CHAIN_BROKEN", detail: "hash does not fit" };
    const desk = aDesk({ replies: [page({ differences: [difference], nextCursor: "n" })] });
    expect(await desk.run("ledger", "verify")).toBe(1);
    expect(desk.err()).toContain("acc_1 event 3: CHAIN_BROKEN, hash does not fit");
    expect(desk.sent).toHaveLength(1);
  });
});
