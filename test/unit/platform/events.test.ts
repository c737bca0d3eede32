import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withHistory } from "../../../shared/accounts/history.ts";
import { emptyChain, type GatewayEvent } from "../../../shared/kernel/event.ts";
import { eventKey, hashOf, outboxShards, recorded, verify } from "../../../shared/platform/events.ts";
import { aDraft, anAccount, anAccountId, at, now } from "../../support/builders.ts";

const storage = ["pk", "sk", "routes", "group", "lenderId", "book", "list", "at"];

const eventsOf = (items: ReturnType<typeof recorded>["items"]): GatewayEvent[] =>
  items.map(
    ({ item }) =>
      Object.fromEntries(
        Object.entries(item).filter(([name]) => !storage.includes(name)),
      ) as unknown as GatewayEvent,
  );

const accountId = anAccountId();

const drafts = [
  aDraft({
    type: "account.received",
    postings: [
      { account: "receivable/PRINCIPAL", amount: 5 },
      { account: "opening", amount: -5 },
    ],
  }),
  aDraft({ type: "account.screened", data: { outcome: "ELIGIBLE", failed: [] } }),
  aDraft({ type: "placement.offered", route: { queue: "deliveries", group: "plc_1" } }),
  aDraft({
    type: "payment.received",
    reportedAt: at("2026-03-01T00:00:00Z"),
    payloadHash: "ab",
    effectiveAt: at("2026-02-28T00:00:00Z"),
  }),
];

const { items, chain } = recorded({ accountId, chain: emptyChain }, drafts, now);
const history = eventsOf(items);

describe("a history", () => {
  it("is numbered from one without a gap, and each event leads to the one before", () => {
    expect(history.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(history[0]?.previousHash).toBe(emptyChain.head);
    for (const [index, event] of history.entries())
      if (index > 0) expect(event.previousHash).toBe(history[index - 1]?.hash);
    expect(chain).toEqual({ sequence: 4, head: history[3]?.hash });
  });

  it("goes on where it stopped", () => {
    const more = recorded({ accountId, chain }, [aDraft()], now);
    expect(verify([...history, ...eventsOf(more.items)])).toEqual({ ok: true, chain: more.chain });
  });

  it("is hashed so that anybody can check it with the documented recipe", () => {
    const [{ hash, ...event }] = history as [GatewayEvent];
    const { actor, data, postings, ...flat } = event;
    const text = `{${Object.entries({ ...flat, actor, data, postings })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) =>
        name === "actor"
          ? `"actor":{"id":"${actor.id}","kind":"${actor.kind}"}`
          : name === "postings"
            ? `"postings":[{"account":"receivable/PRINCIPAL","amount":5},{"account":"opening","amount":-5}]`
            : `"${name}":${JSON.stringify(value)}`,
      )
      .join(",")}}`;
    expect(
      createHash("sha256")
        .update(`${"0".repeat(64)}\n${text}`)
        .digest("hex"),
    ).toBe(hash);
  });

  it("is kept in items that sort as text in their order and may never be overwritten", () => {
    expect(items.every(({ kind, name }) => kind === "create" && name === "event")).toBe(true);
    expect(items[0]?.item).toMatchObject(eventKey(accountId, 1));
    expect(eventKey(accountId, 9).sk < eventKey(accountId, 10).sk).toBe(true);
  });

  it("marks what must be carried further, and nothing else, on one of the outbox's lists", () => {
    const marked = items.filter(({ item }) => item["list"] !== undefined);
    expect(marked.map(({ item }) => item["type"])).toEqual(["placement.offered"]);
    expect(marked[0]?.item).toMatchObject({ routes: "deliveries", group: "plc_1", at: now });
    expect(outboxShards).toContain(marked[0]?.item["list"]);
  });

  it("has all its marks on one list, where they are swept in their order", () => {
    const routed = Array.from({ length: 9 }, () =>
      aDraft({ route: { queue: "disputes", group: accountId } }),
    );
    const lists = recorded({ accountId, chain: emptyChain }, routed, now).items.map(
      ({ item }) => item["list"],
    );
    expect(new Set(lists).size).toBe(1);
  });

  it("does not depend on where an event is carried", () => {
    const other = recorded(
      { accountId, chain: emptyChain },
      drafts.map(({ route: _route, ...draft }) => draft),
      now,
    );
    expect(other.chain).toEqual(chain);
  });

  it("moves its account's chain on", () => {
    const account = anAccount({ sequence: 0, head: emptyChain.head });
    const moved = withHistory(account, drafts, now);
    expect(moved.account).toMatchObject({ sequence: 4, head: moved.events[3]?.item["hash"] });
    expect(verify(eventsOf(moved.events))).toEqual({
      ok: true,
      chain: { sequence: 4, head: moved.account.head },
    });
  });
});

describe("a history that was tampered with", () => {
  const fields = [...new Set(history.flatMap((event) => Object.keys(event)))];
  const cases = history.flatMap((event, index) =>
    fields.filter((field) => field in event).map((field) => [index + 1, field] as const),
  );

  const altered = (value: unknown): unknown => {
    if (typeof value === "number") return value + 1;
    if (typeof value === "string") return value.startsWith("a") ? `b${value.slice(1)}` : `a${value.slice(1)}`;
    if (Array.isArray(value)) return [...value, { account: "adjustments", amount: 1 }];
    return { ...(value as object), smuggled: true };
  };

  it.each(cases)("is found out at event %i when its %s is changed", (sequence, field) => {
    const forged = history.map((event) =>
      event.sequence === sequence
        ? { ...event, [field]: altered(event[field as keyof GatewayEvent]) }
        : event,
    );
    expect(verify(forged)).toMatchObject({ ok: false, sequence });
  });

  it.each(cases.filter(([, field]) => field !== "hash" && field !== "previousHash" && field !== "sequence"))(
    "is found out at event %i when its %s is taken away",
    (sequence, field) => {
      const forged = history.map((event) => {
        if (event.sequence !== sequence) return event;
        const { [field as keyof GatewayEvent]: _gone, ...rest } = event;
        return rest as GatewayEvent;
      });
      expect(verify(forged)).toMatchObject({ ok: false, sequence, why: "hash does not fit the content" });
    },
  );

  it("is found out when something is added", () => {
    const forged = [{ ...history[0]!, note: "x" }, ...history.slice(1)];
    expect(verify(forged)).toMatchObject({ ok: false, sequence: 1 });
  });

  it.each([1, 2, 3])("is found out when event %i is gone", (sequence) => {
    const forged = history.filter((event) => event.sequence !== sequence);
    expect(verify(forged)).toEqual({ ok: false, sequence, why: `found event ${sequence + 1} instead` });
  });

  it("is found out by the account's head when its end is gone", () => {
    expect(verify(history.slice(0, 3))).not.toEqual({ ok: true, chain });
  });

  it.each([1, 2, 3])("is found out when event %i and the next are swapped", (sequence) => {
    const forged = history.with(sequence - 1, history[sequence]!).with(sequence, history[sequence - 1]!);
    expect(verify(forged)).toMatchObject({ ok: false, sequence });
  });

  it.each([2, 3, 4])("is found out when the events from %i are numbered anew after a removal", (from) => {
    const forged = history
      .filter(({ sequence }) => sequence !== from - 1)
      .map((event) => (event.sequence >= from ? { ...event, sequence: event.sequence - 1 } : event));
    expect(verify(forged)).toMatchObject({ ok: false, sequence: from - 1 });
  });

  it("is found out at the next event when a forger hashes the changed one again", () => {
    const { hash: _hash, ...second } = history[1]!;
    const changed = { ...second, data: { outcome: "REJECTED", failed: [] } };
    const forged = history.with(1, { ...changed, hash: hashOf(changed) });
    expect(verify(forged)).toEqual({ ok: false, sequence: 3, why: "previousHash is not the hash before" });
  });

  it("is found out when an event is repeated or comes from another account's history", () => {
    expect(verify([...history, history[3]!])).toMatchObject({ ok: false, sequence: 5 });
    const other = eventsOf(recorded({ accountId: anAccountId(), chain: emptyChain }, drafts, now).items);
    expect(verify([history[0]!, other[1]!])).toMatchObject({ ok: false, sequence: 2 });
  });
});

describe("an empty history", () => {
  it("is whole", () => {
    expect(verify([])).toEqual({ ok: true, chain: emptyChain });
  });
});
