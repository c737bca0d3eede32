import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { balanceView } from "../../shared/accounts/view.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { components } from "../../shared/ledger/model.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { tableAt } from "../support/table.ts";
import { usd } from "../support/tenant.ts";
import { newWorld } from "../support/world.ts";

type Sent = {
  readonly command: string;
  readonly input: { readonly TransactItems?: readonly TransactItem[] };
};
type TransactItem = { readonly Put?: { readonly Item: Record<string, unknown> }; readonly Update?: object };

/** Bytes as DynamoDB counts them: names and values, numbers by their digits. */
function bytesOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-|\./gu, "").length / 2) + 1;
  if (value.L !== undefined) return 3 + value.L.reduce((total, one) => total + 1 + bytesOf(one), 0);
  if (value.M !== undefined) return 3 + membersOf(value.M) + Object.keys(value.M).length;
  return value.B?.byteLength ?? 1;
}

const membersOf = (members: Record<string, AttributeValue>): number =>
  Object.entries(members).reduce(
    (total, [name, value]) => total + Buffer.byteLength(name) + bytesOf(value),
    0,
  );

const sizeOf = (item: Record<string, unknown>): number =>
  membersOf(marshall(item, { removeUndefinedValues: true }));

describe("what a payment callback costs", () => {
  const { endpoints, quietTableName } = inject("cloud");
  const table = tableAt(endpoints, quietTableName);
  const sent: Sent[] = [];
  let items: readonly Record<string, unknown>[];

  beforeAll(async () => {
    const world = await newWorld({ table });
    const cases = world.useCases();
    const account = await cases.place({ lenderAccountRef: "LN-2026-000123456" });
    const agencyId = world.holder(account);
    const { placementId } = account.placements[0]!;
    await cases.callback(agencyId, {
      eventId: "e-2",
      eventType: "placement.acknowledged",
      placementId,
      data: { balance: usd(105_000) },
    });
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          sent.push({ command: commandName ?? "", input: args.input as Sent["input"] });
          return next(args);
        },
      { step: "initialize", name: "count" },
    );
    await cases.callback(agencyId, {
      eventId: "evt-5f0c1c56-0d4a-4f6e-9d5f-2d8f6f1b7f11",
      eventType: "payment.received",
      placementId,
      reportedAt: "2026-03-02T11:59:00.000Z",
      data: {
        paymentRef: "PAY-2026-03-000098765",
        amount: usd(12_345),
        method: "CARD",
        clearedOn: "2026-03-02",
      },
    });
    items = sent.flatMap(({ input }) => (input.TransactItems ?? []).map(({ Put }) => Put?.Item ?? {}));
  });

  it("is one read and one transaction", () => {
    expect(sent.map(({ command }) => command)).toEqual(["GetItemCommand", "TransactWriteItemsCommand"]);
  });

  it("is four items: receipt, account, payment, event", () => {
    expect(items.map(({ sk }) => String(sk).split("#")[0]).toSorted()).toEqual([
      "ACCOUNT",
      "EVENT",
      "PAYMENT",
      "RECEIPT",
    ]);
  });

  it("keeps each item within one kilobyte", () => {
    const sizes = Object.fromEntries(items.map((item) => [String(item["sk"]).split("#")[0], sizeOf(item)]));
    for (const [name, bytes] of Object.entries(sizes))
      expect(bytes, `${name} of ${JSON.stringify(sizes)}`).toBeLessThanOrEqual(1024);
  });

  it("has a receipt of less than a kilobyte with eight of the nine balance components", () => {
    const due = Object.fromEntries(components.slice(1).map((name) => [name, 1_234_567]));
    const balance = balanceView({ due, paid: 0, currency: Currency.parse("USD") });
    const [receipt] = items.filter(({ sk }) => sk === "RECEIPT");
    const { answer, ...rest } = receipt as { readonly answer: Record<string, unknown> };
    expect(answer["balance"]).toMatchObject({ outstanding: usd(92_655) });
    expect(sizeOf({ ...rest, answer: { ...answer, balance } })).toBeLessThan(1024);
  });

  it("is eight write units: two for every kilobyte begun, item by item", () => {
    const units = items.reduce((total, item) => total + 2 * Math.ceil(sizeOf(item) / 1024), 0);
    expect(units).toBe(8);
  });

  it("touches no list: the account's place in its lender's list stays, and a payment goes to no queue", async () => {
    const [account] = items.filter(({ sk }) => sk === "ACCOUNT");
    const { items: stored } = await newReader(table).page({
      pk: String(account?.["list"]),
      index: "byList",
      limit: 2,
    });
    expect(stored).toMatchObject([{ pk: account?.["pk"], at: account?.["at"] }]);
    const [event] = items.filter(({ sk }) => String(sk).startsWith("EVENT#"));
    expect(event).not.toHaveProperty("list");
  });
});
