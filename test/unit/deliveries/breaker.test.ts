import { describe, expect, it } from "vitest";
import {
  FAILURE_COUNT_MAX,
  letsThrough,
  newBreaker,
  react,
  tendAt,
  type Breaker,
  type BreakerEvent,
} from "../../../shared/deliveries/breaker.ts";
import { primaryEndpointIdOf } from "../../../shared/kernel/ids.ts";
import { plusSeconds } from "../../../shared/kernel/time.ts";
import { anAgencyId, now } from "../../support/builders.ts";

const agencyId = anAgencyId();
const endpoint = { agencyId, endpointId: primaryEndpointIdOf(agencyId) };
const at = now;
const failed: BreakerEvent = { kind: "failed", at, random: 0.5 };
const after = (breaker: Breaker, ...events: readonly BreakerEvent[]) => events.reduce(react, breaker);

const closed = newBreaker(endpoint);
const shaken = after(closed, failed, failed);
const open = after(closed, ...Array.from({ length: FAILURE_COUNT_MAX }, () => failed));
const halfOpen = after(open, { kind: "probed", at, lane: "one" });
const draining = after(halfOpen, { kind: "answered", at, lane: "one" });
const disabled = after(closed, { kind: "gone", at, reason: "answered 410" });

const states = { closed, shaken, open, halfOpen, draining, disabled };

const events: Readonly<Record<string, BreakerEvent>> = {
  failed,
  "answered by the probe": { kind: "answered", at, lane: "one" },
  "answered by another lane": { kind: "answered", at, lane: "two" },
  gone: { kind: "gone", at, reason: "answered 410" },
  probed: { kind: "probed", at, lane: "two" },
  unprobed: { kind: "unprobed", at },
  enabled: { kind: "enabled", at },
  "drained at once": { kind: "drained", at },
  "drained for good": { kind: "drained", at: plusSeconds(at, 300) },
};

/** By event: the state after it, for each state in the order above; `-` when nothing changes. */
const table: Readonly<Record<keyof typeof events, string>> = {
  failed: "CLOSED CLOSED - OPEN CLOSED -",
  "answered by the probe": "- CLOSED - CLOSED - -",
  "answered by another lane": "- CLOSED - - - -",
  gone: "DISABLED DISABLED DISABLED DISABLED DISABLED -",
  probed: "- - HALF_OPEN HALF_OPEN - -",
  unprobed: "- - OPEN OPEN - -",
  enabled: "- - CLOSED CLOSED - CLOSED",
  "drained at once": "- - - - - -",
  "drained for good": "- - - - CLOSED -",
};

describe("a breaker", () => {
  it.each(Object.keys(table))("that is told %s", (name) => {
    const outcomes = Object.values(states).map((state) => {
      const next = react(state, events[name]!);
      return next === state ? "-" : next.state;
    });
    expect(outcomes.join(" ")).toBe(table[name]);
  });

  it("opens at the fifth failure in a row and at no other", () => {
    for (let count = 0; count < FAILURE_COUNT_MAX; count += 1)
      expect(after(closed, ...Array.from({ length: count }, () => failed)).state).toBe("CLOSED");
    expect(open.state).toBe("OPEN");
    const interrupted = [failed, failed, failed, failed, events["answered by another lane"]!, failed];
    expect(after(closed, ...interrupted)).toMatchObject({ state: "CLOSED", failures: 1 });
  });

  it("does not count a failure as one of a row when its worker heard from the endpoint since the last", () => {
    const later = plusSeconds(at, 1);
    const flaky: BreakerEvent = { kind: "failed", at: plusSeconds(at, 2), random: 0.5, answeredAt: later };
    expect(after(closed, failed, failed, failed, failed, flaky)).toMatchObject({
      state: "CLOSED",
      failures: 1,
    });
    const stale: BreakerEvent = { ...flaky, answeredAt: at };
    expect(after(closed, failed, failed, failed, failed, stale).state).toBe("OPEN");
  });

  it("waits a minute for its first probe, then twice as long each time, to half an hour", () => {
    let breaker = open;
    const waits: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      waits.push((Date.parse(breaker.probeAt!) - Date.parse(at)) / 1000);
      breaker = after(breaker, { kind: "probed", at, lane: "one" }, failed);
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1_800, 1_800, 1_800]);
    expect(breaker).toMatchObject({ state: "OPEN", openedAt: at, probes: 8 });
  });

  it("lets every lane through when closed, the probe alone when half open, and else none", () => {
    const through = Object.entries(states).map(([name, breaker]) => [
      name,
      letsThrough(breaker, "one"),
      letsThrough(breaker, "two"),
    ]);
    expect(through).toEqual([
      ["closed", true, true],
      ["shaken", true, true],
      ["open", false, false],
      ["halfOpen", true, false],
      ["draining", true, true],
      ["disabled", false, false],
    ]);
  });

  it("is the clock's business exactly while it is to be probed or drained", () => {
    expect(Object.entries(states).map(([name, breaker]) => [name, tendAt(breaker) !== undefined])).toEqual([
      ["closed", false],
      ["shaken", false],
      ["open", true],
      ["halfOpen", true],
      ["draining", true],
      ["disabled", false],
    ]);
  });

  it("forgets why it was disabled once it is enabled", () => {
    expect(disabled).toMatchObject({ reason: "answered 410", disabledAt: at });
    const enabled = after(disabled, { kind: "enabled", at });
    expect(enabled).not.toHaveProperty("reason");
    expect(enabled).not.toHaveProperty("disabledAt");
    expect(enabled.drainingSince).toBe(at);
  });
});
