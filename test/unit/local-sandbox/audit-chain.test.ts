import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, chainFault } from "../../../infra/local/audit/audit-chain.ts";
import { Event } from "../../../infra/local/audit/audit-wire.ts";
import { emptyChain } from "../../../shared/kernel/event.ts";
import { AccountId } from "../../../shared/kernel/ids.ts";
import { Instant } from "../../../shared/kernel/time.ts";
import { canonical } from "../../../shared/platform/canonical.ts";
import { recorded } from "../../../shared/platform/events.ts";

const now = Instant.parse("2026-03-01T10:00:00.000Z");
const drafts = fc.array(
  fc.record({
    type: fc.constantFrom("payment.received", "contact.attempted"),
    data: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What the gateway would write, as a client reads it. */
const written = (given: readonly { type: string; data: Record<string, unknown> }[]) =>
  recorded(
    { accountId: AccountId.parse("acc_01SANDB0X00000000000000001"), chain: emptyChain },
    given.map((draft) => ({
      ...draft,
      actor: { kind: "SYSTEM" as const, id: "test" },
      effectiveAt: now,
      receivedAt: now,
    })),
    now,
  ).items.map(({ item: { pk: _pk, sk: _sk, ...event } }) => Event.parse(JSON.parse(JSON.stringify(event))));

describe("the audit's own reading of the chain", () => {
  it("verifies what the gateway writes", () => {
    fc.assert(
      fc.property(drafts, (given) => {
        expect(chainFault(written(given))).toBeUndefined();
      }),
      { examples: [[[{ type: "payment.received", data: JSON.parse('{"__proto__":{"a":1}}') }]]] },
    );
  });

  it("notices any change, gap, swap or missing first event", () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (given, at) => {
        const events = written(given);
        const index = at % events.length;
        const changed = events.map((event, n) =>
          n === index ? { ...event, type: `${event.type}!` } : event,
        );
        expect(chainFault(changed)).toMatch(/changed/u);
        expect(chainFault(events.slice(1))).toBeDefined();
        if (events.length > 1) expect(chainFault(events.toReversed())).toBeDefined();
      }),
    );
  });

  it("writes JSON canonically as the gateway does, members in any order", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonical(value));
      }),
    );
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: undefined }] })).toBe('{"a":[{"d":1}],"b":1}');
  });
});
