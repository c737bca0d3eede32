import { describe, expect, it } from "vitest";
import { aDesk } from "../../support/desk.ts";

const BREAK = "brk_5B1D0C7A9E3F2846B8D1C3A57E";

describe("gateway breaks", () => {
  it("resolves with what is posted, under a key of its own, once somebody said yes", async () => {
    const desk = aDesk({ replies: [{ body: { breakId: BREAK, state: "RESOLVED" } }] });
    const asked = ["--method", "WRITE_OFF_TOLERANCE", "--entry", "WRITE_OFF_BANK", "--explanation", "x"];
    expect(await desk.run("breaks", "resolve", BREAK, ...asked, "--yes")).toBe(0);
    const [sent] = desk.sent;
    expect(new URL(sent!.url).pathname).toBe(`/v1/breaks/${BREAK}/resolution`);
    expect(sent?.body).toEqual({
      method: "WRITE_OFF_TOLERANCE",
      explanation: "x",
      posting: { entry: "WRITE_OFF_BANK" },
    });
    expect(sent?.headers["idempotency-key"]).toMatch(/.+/u);
  });

  it("names the entry that settles a break by its history and number", async () => {
    const desk = aDesk({ replies: [{ body: {} }] });
    const asked = ["--method", "MATCH", "--settled-by", "acc_1", "--sequence", "3", "--explanation", "x"];
    await desk.run("breaks", "resolve", BREAK, ...asked, "--yes");
    expect(desk.sent[0]?.body).toMatchObject({ ledgerEntry: { accountId: "acc_1", sequence: 3 } });
  });

  it("lists what is asked for", async () => {
    const item = { breakId: BREAK, code: "AMOUNT_DIFF", amount: -500, currency: "USD" };
    const desk = aDesk({ replies: [{ body: { items: [item] } }] });
    expect(await desk.run("breaks", "list", "--overdue", "true", "--age", "31+")).toBe(0);
    const { searchParams } = new URL(desk.sent[0]!.url);
    expect(Object.fromEntries(searchParams)).toMatchObject({ overdue: "true", age: "31+" });
    expect(desk.out()).toContain("AMOUNT_DIFF");
  });
});
