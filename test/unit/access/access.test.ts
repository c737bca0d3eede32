import { describe, expect, it } from "vitest";
import { authenticate } from "../../../shared/access/authenticate.ts";
import { createKey } from "../../../shared/access/create-key.ts";
import { ApiKey, keyPartOf, OPERATOR } from "../../../shared/access/model.ts";
import {
  asAdmin,
  asAgency,
  asFinance,
  asLender,
  lenderOf,
  reachOf,
  withinReach,
} from "../../../shared/access/scope.ts";
import { keyStore } from "../../../shared/access/store.ts";
import type { Principal } from "../../../shared/access/wire.ts";
import type { Item } from "../../../shared/kernel/change.ts";
import { KeyId } from "../../../shared/kernel/ids.ts";
import { newKeyId, newKeySecret } from "../../../shared/platform/new-ids.ts";
import { sha256 } from "../../../shared/platform/canonical.ts";
import { aLender, aLenderId, anAccount, anAgency, anAgencyId, now } from "../../support/builders.ts";

const lender: Principal = { kind: "LENDER", lenderId: aLenderId() };

const refuses = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

/** A key as the gateway makes it, and the item that it keeps of it; everybody is set up but `missing`. */
async function made(principal: Principal = lender, missing?: Principal["kind"]) {
  const items: Item[] = [];
  const keys = keyStore({
    get: async () => items.at(-1),
    getAll: async () => [],
    page: async () => ({ items: [] }),
  });
  const portfolio = { lender: aLender(), contracts: [], plans: [], usage: [] };
  const created = await createKey({
    agencies: { find: async () => (missing === "AGENCY" ? undefined : anAgency()) },
    contracts: { portfolio: async () => (missing === "LENDER" ? undefined : portfolio) },
    keys,
    stage: "test",
    newSecret: newKeySecret,
    clock: { now: () => now },
  })({
    keyId: newKeyId(),
    request: { principal, label: "first" },
    put: async (item) => {
      items.push(item);
    },
  });
  return { created, item: items[0]!, keys };
}

describe("an API key", () => {
  it("names its stage and its id, and is kept as a hash only", async () => {
    const { created, item } = await made();
    expect(created.apiKey).toMatch(/^gw_test_[0-9A-Z]{26}_[0-9a-f]{64}$/u);
    expect(`key_${keyPartOf(created.apiKey)}`).toBe(created.keyId);
    expect(item["hash"]).toBe(sha256(created.apiKey));
    expect(JSON.stringify(item)).not.toContain(created.apiKey.split("_").at(-1));
  });

  it.each([
    "",
    "gw",
    "gw_test_key",
    "gw_test__0123456789abcdef0123456789abcdef",
    "gw_TEST_01ABC_0123456789abcdef0123456789abcdef",
    "sk_test_01ABC_0123456789abcdef0123456789abcdef",
    "gw_test_01ABC_short",
  ])("is not %j", (text) => {
    expect(keyPartOf(text)).toBeUndefined();
  });
});

describe("a key is made", () => {
  it.each([lender, { kind: "AGENCY", agencyId: anAgencyId() } as const])(
    "for nobody who is not set up: %o",
    async (principal) => {
      await expect(made(principal, principal.kind)).rejects.toEqual(refuses("unknown-principal"));
      expect((await made(principal)).created.principal).toEqual(principal);
    },
  );

  it.each([{ kind: "FINANCE", role: "VIEWER" }, { kind: "ADMIN" }] as const)(
    "for $kind at any time",
    async (principal) => {
      expect((await made(principal)).created.principal).toEqual(principal);
    },
  );
});

describe("who speaks", () => {
  it("is known by a key in force", async () => {
    const { created, keys } = await made();
    expect(await authenticate({ keys })(`Bearer ${created.apiKey}`)).toEqual(lender);
  });

  it("is not known by anything else, and is not told what was wrong", async () => {
    const { created, keys } = await made();
    const wrongSecret = created.apiKey.replace(/.$/u, (last) => (last === "0" ? "1" : "0"));
    const odd = [
      undefined,
      "",
      created.apiKey,
      `Basic ${created.apiKey}`,
      "Bearer ",
      "Bearer nonsense",
      `Bearer ${wrongSecret}`,
      `Bearer ${created.apiKey} x`,
    ];
    const details = new Set<string>();
    for (const authorization of odd)
      await authenticate({ keys })(authorization).then(
        () => expect.fail(`accepted ${authorization}`),
        (error: { refusal: { code: string; detail: string } }) => {
          expect(error.refusal.code).toBe("unauthenticated");
          details.add(error.refusal.detail);
        },
      );
    expect(details.size).toBe(1);
  });

  it("is nobody with a key that is not there or was revoked", async () => {
    const { created, item } = await made();
    const key = ApiKey.parse(item);
    const withKey = (found: ApiKey | undefined) =>
      authenticate({ keys: { find: async () => found } })(`Bearer ${created.apiKey}`);
    expect(await withKey(key)).toEqual(lender);
    await expect(withKey(undefined)).rejects.toEqual(refuses("unauthenticated"));
    await expect(withKey({ ...key, revokedAt: now })).rejects.toEqual(refuses("unauthenticated"));
  });

  it("is the operator by the stack's own key, where the function may know it", async () => {
    const apiKey = `gw_test_${OPERATOR}_${"a".repeat(32)}`;
    const keys = { find: async () => undefined };
    expect(await authenticate({ keys, operatorHash: sha256(apiKey) })(`Bearer ${apiKey}`)).toEqual({
      kind: "ADMIN",
    });
    await expect(authenticate({ keys })(`Bearer ${apiKey}`)).rejects.toEqual(refuses("unauthenticated"));
    await expect(authenticate({ keys, operatorHash: sha256("other") })(`Bearer ${apiKey}`)).rejects.toEqual(
      refuses("unauthenticated"),
    );
  });
});

describe("keys that were read", () => {
  it("are remembered for ten seconds, so that a revocation is heard of then", async () => {
    let [reads, clock] = [0, 0];
    const item = (await made()).item;
    const reader = {
      get: async () => ((reads += 1), item),
      getAll: async () => [],
      page: async () => ({ items: [] }),
    };
    const keys = keyStore(reader, () => clock);
    const part = KeyId.parse(item["keyId"]).slice(4);
    for (const moment of [0, 1, 9_999]) {
      clock = moment;
      await keys.find(part);
    }
    expect(reads).toBe(1);
    clock = 10_000;
    await keys.find(part);
    expect(reads).toBe(2);
  });

  it("with an impossible id are not even looked up", async () => {
    const keys = keyStore({
      get: async () => expect.fail("asked the store"),
      getAll: async () => [],
      page: async () => ({ items: [] }),
    });
    expect(await keys.find("NOT-A-ULID")).toBeUndefined();
  });
});

describe("whose accounts a reader may see", () => {
  const account = anAccount();

  it("a lender: its own and nobody else's, which are not there for it", () => {
    const reach = reachOf({ kind: "LENDER", lenderId: account.lenderId });
    expect(withinReach(reach, account)).toBe(account);
    expect(() => withinReach(reach, anAccount())).toThrow(refuses("not-found"));
    expect(() => withinReach(reach, undefined)).toThrow(refuses("not-found"));
  });

  it.each([{ kind: "FINANCE", role: "VIEWER" }, { kind: "ADMIN" }] as const)(
    "$kind: every lender's",
    (principal) => {
      expect(withinReach(reachOf(principal), account)).toBe(account);
    },
  );

  it("finance of one lender: that one's and nobody else's", () => {
    const reach = reachOf({ kind: "FINANCE", role: "APPROVER", lenderId: account.lenderId });
    expect(withinReach(reach, account)).toBe(account);
    expect(() => withinReach(reach, anAccount())).toThrow(refuses("not-found"));
  });

  it("a role of finance may what those before it may, and nothing more; the operator looks", () => {
    const roles = ["VIEWER", "OPERATOR", "APPROVER"] as const;
    for (const [has, role] of roles.entries())
      for (const [needs, least] of roles.entries()) {
        const ask = () => asFinance({ kind: "FINANCE", role }, least);
        if (has >= needs) expect(ask()).toEqual({});
        else expect(ask).toThrow(refuses("forbidden"));
      }
    expect(asFinance({ kind: "ADMIN" }, "VIEWER")).toEqual({});
    expect(() => asFinance({ kind: "ADMIN" }, "OPERATOR")).toThrow(refuses("forbidden"));
    for (const principal of [lender, { kind: "AGENCY", agencyId: anAgencyId() } as const])
      expect(() => asFinance(principal, "VIEWER")).toThrow(refuses("forbidden"));
  });

  it("an agency: none, for it works by callbacks", () => {
    expect(() => reachOf({ kind: "AGENCY", agencyId: anAgencyId() })).toThrow(refuses("forbidden"));
  });

  it("a list is one's own, or the one that finance names", () => {
    const [own, other] = [aLenderId(), aLenderId()];
    expect(lenderOf({ lenderId: own }, undefined)).toBe(own);
    expect(lenderOf({ lenderId: own }, own)).toBe(own);
    expect(() => lenderOf({ lenderId: own }, other)).toThrow(refuses("not-found"));
    expect(lenderOf({}, other)).toBe(other);
    for (const named of [undefined, "", "lnd_1", anAgencyId()])
      expect(() => lenderOf({}, named)).toThrow(refuses("invalid-request"));
  });
});

describe("what needs a certain kind of key", () => {
  const others: readonly Principal[] = [
    { kind: "AGENCY", agencyId: anAgencyId() },
    { kind: "FINANCE", role: "APPROVER" },
  ];

  it("of a lender is forbidden to everybody else", () => {
    expect(asLender(lender)).toBe(lender.kind === "LENDER" && lender.lenderId);
    for (const principal of [...others, { kind: "ADMIN" } as const])
      expect(() => asLender(principal)).toThrow(refuses("forbidden"));
  });

  it("of an agency is forbidden to everybody else, and another agency's is not there", () => {
    const agencyId = anAgencyId();
    expect(asAgency({ kind: "AGENCY", agencyId }, agencyId)).toBe(agencyId);
    for (const principal of [
      lender,
      { kind: "FINANCE", role: "APPROVER" } as const,
      { kind: "ADMIN" } as const,
    ])
      expect(() => asAgency(principal, agencyId)).toThrow(refuses("forbidden"));
    for (const named of [anAgencyId(), undefined])
      expect(() => asAgency({ kind: "AGENCY", agencyId }, named)).toThrow(refuses("not-found"));
  });

  it("of the operator is forbidden to everybody else", () => {
    expect(() => asAdmin({ kind: "ADMIN" })).not.toThrow();
    for (const principal of [...others, lender])
      expect(() => asAdmin(principal)).toThrow(refuses("forbidden"));
  });
});
