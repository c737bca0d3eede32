import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyChain, type EventDraft, type GatewayEvent } from "../../shared/kernel/event.ts";
import { canonical } from "../../shared/platform/canonical.ts";
import { recorded, verify } from "../../shared/platform/events.ts";
import { aDraft, anAccountId, now } from "../support/builders.ts";

const json = fc.jsonValue({ maxDepth: 3 });

const draft: fc.Arbitrary<EventDraft> = fc
  .record({
    type: fc.constantFrom("payment.received", "account.received", "hold.ordered"),
    data: fc.dictionary(fc.string({ unit: "grapheme", maxLength: 8 }), json, { maxKeys: 4 }),
    postings: fc.array(fc.record({ account: fc.string(), amount: fc.integer() }), { maxLength: 3 }),
    payloadHash: fc.string(),
  })
  .map(aDraft);

const storage = ["pk", "sk", "routes", "group", "list", "at"];

const historyOf = (drafts: readonly EventDraft[]) => {
  const { items, chain } = recorded({ accountId: anAccountId(), chain: emptyChain }, drafts, now);
  const events = items.map(({ item }) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !storage.includes(name))),
  );
  return { chain, events: events as unknown as GatewayEvent[] };
};

const drafts = fc.array(draft, { minLength: 1, maxLength: 8 });

describe("a history", () => {
  it("verifies as it was recorded, also after it went over the wire", () => {
    fc.assert(
      fc.property(drafts, (all) => {
        const { events, chain } = historyOf(all);
        expect(verify(events)).toEqual({ ok: true, chain });
        expect(verify(JSON.parse(JSON.stringify(events)) as GatewayEvent[])).toEqual({ ok: true, chain });
      }),
      { numRuns: 200 },
    );
  });

  it("is the same whether it was recorded at once or one by one", () => {
    fc.assert(
      fc.property(drafts, (all) => {
        const accountId = anAccountId();
        const atOnce = recorded({ accountId, chain: emptyChain }, all, now);
        const oneByOne = all.reduce(
          (chain, one) => recorded({ accountId, chain }, [one], now).chain,
          emptyChain,
        );
        expect(oneByOne).toEqual(atOnce.chain);
      }),
      { numRuns: 100 },
    );
  });

  it("that lost, gained, moved or changed anything is found out, at the event where it did", () => {
    const forgery = fc.record({
      drafts: fc.array(draft, { minLength: 2, maxLength: 8 }),
      pick: fc.nat(),
      field: fc.nat(),
      how: fc.constantFrom("change", "remove", "swap", "drop-field", "add-field", "repeat"),
      value: json,
    });
    fc.assert(
      fc.property(forgery, ({ drafts: all, pick, field, how, value }) => {
        const { events, chain } = historyOf(all);
        const index = pick % (events.length - 1);
        const event = events[index]!;
        const names = Object.keys(event) as (keyof GatewayEvent)[];
        const name = names[field % names.length]!;
        fc.pre(how !== "change" || canonical(event[name]) !== canonical(value));
        const { [name]: _gone, ...rest } = event;
        const forged = {
          change: () => events.with(index, { ...event, [name]: value }),
          remove: () => events.toSpliced(index, 1),
          swap: () => events.with(index, events[index + 1]!).with(index + 1, event),
          "drop-field": () => events.with(index, rest as GatewayEvent),
          "add-field": () => events.with(index, { ...event, [`_${name}`]: value }),
          repeat: () => events.toSpliced(index, 0, event),
        }[how]();
        const verdict = verify(forged);
        expect(verdict).not.toEqual({ ok: true, chain });
        expect(verdict).toMatchObject({ ok: false, sequence: how === "repeat" ? index + 2 : index + 1 });
      }),
      { numRuns: 400 },
    );
  });
});

describe("canonical JSON", () => {
  /** The same value with the members of every object in another order. */
  const reordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reordered);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, member]) => [name, reordered(member)]),
    );
  };

  it("does not depend on the order of members", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(reordered(value))).toBe(canonical(value));
      }),
      { numRuns: 400 },
    );
  });

  it("reads back as the same value, and is canonical itself", () => {
    fc.assert(
      fc.property(json, (value) => {
        const read: unknown = JSON.parse(canonical(value));
        expect(read).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonical(read)).toBe(canonical(value));
      }),
      { numRuns: 400 },
    );
  });
});
