import { describe, expect, it } from "vitest";
import { authenticate, identify } from "../../../shared/access/authenticate.ts";
import { keyStateOf, keyView, type ApiKey } from "../../../shared/access/model.ts";
import { noteUse } from "../../../shared/access/note-use.ts";
import { newKey } from "../../../shared/access/new-key.ts";
import { revocation, rotation } from "../../../shared/access/rotation.ts";
import { keyStore } from "../../../shared/access/store.ts";
import type { Update } from "../../../shared/kernel/change.ts";
import { plusHours, type Instant } from "../../../shared/kernel/time.ts";
import { newKeyId, newKeySecret } from "../../../shared/platform/new-ids.ts";
import { now } from "../../support/builders.ts";

const later = (hours: number): Instant => plusHours(now, hours);

const { keyId, hash, apiKey } = newKey(newKeyId(), { stage: "test", newSecret: newKeySecret });

const aKey = (changes: Partial<ApiKey> = {}): ApiKey => ({
  keyId,
  hash,
  principal: { kind: "FINANCE" },
  label: "close",
  createdAt: now,
  ...changes,
});

const successor = { keyId: newKeyId(), hash: "h" };
const rotated = (key: ApiKey, overlapHours: number, label?: string) =>
  rotation({ key, successor, request: { overlapHours, ...(label !== undefined && { label }) }, now });

const outcomeAt = (key: ApiKey, moment: Instant) =>
  identify({ keys: { find: async () => key }, clock: { now: () => moment } })(`Bearer ${apiKey}`).then(
    () => "taken",
    () => "refused",
  );

describe("rotating a key", () => {
  it("makes a successor for the same principal and ends the old key after the overlap", () => {
    expect(rotated(aKey(), 24)).toMatchObject({
      ok: true,
      value: {
        before: { keyId, expiresAt: later(24), successorId: successor.keyId },
        successor: {
          ...successor,
          principal: { kind: "FINANCE" },
          label: "close",
          predecessorId: keyId,
          createdAt: now,
        },
      },
    });
  });

  it("never lengthens the life of the old key", () => {
    expect(rotated(aKey({ expiresAt: later(2) }), 24)).toMatchObject({
      value: { before: { expiresAt: later(2) } },
    });
    expect(rotated(aKey({ expiresAt: later(48) }), 24)).toMatchObject({
      value: { before: { expiresAt: later(24) } },
    });
  });

  it("gives the successor a name of its own when it is told one", () => {
    expect(rotated(aKey(), 1, "new loan system")).toMatchObject({
      value: { before: { label: "close" }, successor: { label: "new loan system" } },
    });
  });

  it.each([
    {
      ended: "was rotated",
      key: aKey({ successorId: newKeyId(), expiresAt: later(1) }),
      from: "RETIRING",
      allowed: ["expire", "revoke"],
    },
    { ended: "has expired", key: aKey({ expiresAt: now }), from: "EXPIRED", allowed: ["revoke"] },
    { ended: "was revoked", key: aKey({ revokedAt: now }), from: "REVOKED", allowed: [] },
  ])("is refused for a key that $ended", ({ key, from, allowed }) => {
    expect(keyStateOf(key, now)).toBe(from);
    expect(rotated(key, 24)).toMatchObject({
      ok: false,
      error: { code: "invalid-transition", extra: { from, event: "rotate", allowed } },
    });
  });
});

describe("a key ends", () => {
  it("at the very moment that it expires", async () => {
    const key = aKey({ expiresAt: later(1) });
    expect(await outcomeAt(key, plusHours(later(1), -1 / 3_600_000))).toBe("taken");
    expect(await outcomeAt(key, later(1))).toBe("refused");
  });

  it("when it is revoked, and revoking it again moves nothing", async () => {
    const revoked = revocation(aKey(), now);
    expect(await outcomeAt(revoked, now)).toBe("refused");
    expect(revocation(revoked, later(5))).toBe(revoked);
  });

  it("and a successor goes on", async () => {
    const outcome = rotated(aKey(), 0);
    if (!outcome.ok) throw new Error(outcome.error.detail);
    expect(await outcomeAt(outcome.value.before, now)).toBe("refused");
    expect(await outcomeAt({ ...outcome.value.successor, hash }, later(10_000))).toBe("taken");
  });
});

describe("what is shown of a key", () => {
  it("is neither the key nor its hash", () => {
    const view = keyView(aKey(), now);
    expect(view).toEqual({
      keyId,
      principal: { kind: "FINANCE" },
      label: "close",
      createdAt: now,
      state: "ACTIVE",
    });
    expect(JSON.stringify(view)).not.toContain(hash);
  });
});

describe("the use of a key", () => {
  const keys = keyStore({
    get: async () => undefined,
    getAll: async () => [],
    page: async () => ({ items: [] }),
  });

  function noting(outcome: () => Promise<boolean> = async () => true) {
    const written: Update[] = [];
    const failures: unknown[] = [];
    const note = noteUse({
      keys,
      update: (update) => (written.push(update), outcome()),
      failed: (cause) => failures.push(cause),
    });
    return { written, failures, note };
  }

  it("is noted at once, and then at most every hour", () => {
    const { written, note } = noting();
    note(aKey(), now);
    note(aKey({ lastUsedAt: now }), later(0.99));
    note(aKey({ lastUsedAt: now }), later(1));
    expect(written.map(({ set }) => set?.["lastUsedAt"])).toEqual([now, later(1)]);
  });

  it("is noted once per reading of the key, however many requests it opens", () => {
    const { written, note } = noting();
    const key = aKey();
    for (let n = 0; n < 100; n += 1) note(key, now);
    expect(written).toHaveLength(1);
  });

  it("is written by one of many functions: the condition is the use that was read", () => {
    const { written, note } = noting();
    note(aKey({ lastUsedAt: now }), later(2));
    expect(written[0]?.when).toContainEqual({ attribute: "lastUsedAt", is: "=", value: now });
    note(aKey(), now);
    expect(written[1]?.when).toContainEqual({ attribute: "lastUsedAt", is: "absent" });
  });

  it("neither delays nor fails a request", async () => {
    const { failures, note } = noting(() => Promise.reject(new Error("the store is away")));
    const authenticated = authenticate({
      keys: { find: async () => aKey() },
      clock: { now: () => now },
      noteUse: note,
    });
    expect(await authenticated(`Bearer ${apiKey}`)).toEqual({ kind: "FINANCE" });
    await new Promise(setImmediate);
    expect(failures).toEqual([new Error("the store is away")]);
    const never = noting(() => new Promise(() => undefined));
    never.note(aKey(), now);
    expect(never.written).toHaveLength(1);
  });

  it("is not noted of a key that is refused", async () => {
    const { written, note } = noting();
    const refusing = identify({
      keys: { find: async () => aKey({ revokedAt: now }) },
      clock: { now: () => now },
      noteUse: note,
    });
    await expect(refusing(`Bearer ${apiKey}`)).rejects.toThrow("unauthenticated");
    expect(written).toEqual([]);
  });
});
