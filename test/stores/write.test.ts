import { ulid } from "ulid";
import { describe, expect, inject, it } from "vitest";
import { Refused } from "../../shared/kernel/problems.ts";
import type { Change, Create } from "../../shared/kernel/change.ts";
import { createOne, newReader, putOne, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import type { Pause } from "../../shared/platform/retry.ts";
import { newWrite, type Written } from "../../shared/platform/write.ts";
import { quietTable } from "../support/quiet-table.ts";
import { tableAt } from "../support/table.ts";

const noPause: Pause = { sleep: async () => undefined, random: () => 0 };

const key = (sk = "A") => ({ pk: `TEST#${ulid()}`, sk });

const create = (name: string, item: Create["item"]): Create => ({ kind: "create", name, item });

const written = (identity: Create, ...state: Change[]): Written => ({
  identity: [identity],
  state: state.length > 0 ? [state[0]!, ...state.slice(1)] : [create("state", key())],
  events: [create("event", key())],
});

/** A table of whose calls some fail: `fail` is asked after each call took effect, or before. */
function failing(when: "before" | "after", fault: () => Error | undefined): Table {
  const { endpoints, quietTableName } = inject("cloud");
  const table = tableAt(endpoints, quietTableName);
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const early = when === "before" ? fault() : undefined;
      if (early !== undefined) throw early;
      const answer = await next(args);
      const late = when === "after" ? fault() : undefined;
      if (late !== undefined) throw late;
      return answer;
    },
    { step: "initialize", name: "fault" },
  );
  return table;
}

const named = (name: string): Error => Object.assign(new Error(name), { name });

describe("a write", () => {
  const reader = newReader(quietTable());
  const write = newWrite(quietTable());

  it("keeps identity, state and event together", async () => {
    const [identity, state] = [key(), key()];
    const all = written(
      create("identity", { ...identity, n: 1 }),
      create("state", { ...state, text: "é🙂", parts: ["a"] }),
    );
    expect(await write(all)).toEqual({ ok: true, value: undefined });
    expect(await reader.get(identity)).toEqual({ ...identity, n: 1 });
    expect(await reader.get(state)).toEqual({ ...state, text: "é🙂", parts: ["a"] });
  });

  it("refuses an identity that is taken, brings the standing item back as plain values, and writes nothing", async () => {
    const [identity, state] = [key(), key()];
    const standing = {
      ...identity,
      bodyHash: "abc",
      answer: { outstanding: { amount: 7, currency: "USD" }, parts: [1, 2] },
    };
    await putOne(quietTable())(standing);
    const outcome = await write(
      written(create("receipt", { ...identity, bodyHash: "other" }), create("state", { ...state })),
    );
    expect(outcome).toEqual({ ok: false, error: [{ name: "receipt", existing: standing }] });
    expect(await reader.get(state)).toBeUndefined();
    expect(await reader.get(identity)).toEqual(standing);
  });

  it("names every condition that failed, each with what stood there", async () => {
    const [identity, state] = [key(), key()];
    const put = putOne(quietTable());
    await put({ ...identity, a: 1 });
    await put({ ...state, version: 3 });
    const replace: Change = {
      kind: "replace",
      name: "account",
      item: { ...state, version: 3 },
      when: [{ attribute: "version", is: "=", value: 2 }],
    };
    const outcome = await write(written(create("receipt", identity), replace));
    expect(outcome).toEqual({
      ok: false,
      error: [
        { name: "receipt", existing: { ...identity, a: 1 } },
        { name: "account", existing: { ...state, version: 3 } },
      ],
    });
  });

  it("tells a condition on an item that is not there, without an item", async () => {
    const state = key();
    const update: Change = {
      kind: "update",
      name: "usage",
      key: state,
      add: { open: 1 },
      when: [{ attribute: "open", is: "<", value: 7 }],
    };
    expect(await write(written(create("identity", key()), update))).toEqual({
      ok: false,
      error: [{ name: "usage", existing: undefined }],
    });
  });

  it.each([
    [{ attribute: "n", is: "=", value: 5 }, true],
    [{ attribute: "n", is: "=", value: 6 }, false],
    [{ attribute: "n", is: "<", value: 5 }, false],
    [{ attribute: "n", is: "<", value: 6 }, true],
    [{ attribute: "n", is: "<=", value: 5 }, true],
    [{ attribute: "n", is: "in", value: [1, 5] }, true],
    [{ attribute: "n", is: "in", value: [1, 2] }, false],
    [{ attribute: "n", is: "present" }, true],
    [{ attribute: "n", is: "absent" }, false],
    [{ attribute: "m", is: "present" }, false],
    [{ attribute: "m", is: "absent" }, true],
  ] as const)("holds %o to be %s of an item whose n is 5", async (condition, holds) => {
    const state = key();
    await putOne(quietTable())({ ...state, n: 5 });
    const update: Change = {
      kind: "update",
      name: "state",
      key: state,
      set: { seen: true },
      when: [condition],
    };
    expect((await write(written(create("identity", key()), update))).ok).toBe(holds);
  });

  it("sets, adds and removes in one update, and leaves out what is undefined", async () => {
    const state = key();
    await putOne(quietTable())({ ...state, n: 1, list: "L", at: "t", kept: "k" });
    const update = updateOne(quietTable());
    const change = {
      kind: "update",
      name: "x",
      key: state,
      set: { kept: undefined, made: "m" },
      add: { n: 2 },
      remove: ["list", "at"],
      when: [],
    } as const;
    expect(await update(change)).toBe(true);
    expect(await reader.get(state)).toEqual({ ...state, n: 3, kept: "k", made: "m" });
    expect(await update({ ...change, when: [{ attribute: "list", is: "present" }] })).toBe(false);
  });

  it("alone creates once, and brings back what stands", async () => {
    const item = { ...key(), n: { deep: [1] } };
    const createAlone = createOne(quietTable());
    expect(await createAlone(item)).toBeUndefined();
    expect(await createAlone({ ...item, n: 2 })).toEqual(item);
  });

  it("refuses to be made without an event", async () => {
    await expect(write({ ...written(create("identity", key())), events: [] })).rejects.toThrow(
      "explains nothing",
    );
  });
});

describe("a write that is disturbed", () => {
  const once = (error: Error) => {
    let left: Error | undefined = error;
    return () => {
      const thrown = left;
      left = undefined;
      return thrown;
    };
  };

  it.each([
    "ECONNRESET",
    "TimeoutError",
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "InternalServerError",
  ])("succeeds in the end when %s comes before it took effect", async (name) => {
    const write = newWrite(failing("before", once(named(name))), noPause);
    expect(await write(written(create("identity", key())))).toMatchObject({ ok: true });
  });

  it("succeeds when it took effect but the answer was lost: its repeat is no conflict", async () => {
    const write = newWrite(failing("after", once(named("ECONNRESET"))), noPause);
    const identity = key();
    expect(await write(written(create("identity", { ...identity, n: 1 })))).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await newReader(quietTable()).get(identity)).toEqual({ ...identity, n: 1 });
  });

  it("gives up as `unavailable` after a bounded number of tries", async () => {
    let tries = 0;
    const write = newWrite(
      failing("before", () => named((tries += 1) > 0 ? "ThrottlingException" : "")),
      noPause,
    );
    const error = await write(written(create("identity", key()))).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).refusal.code).toBe("unavailable");
    expect(tries).toBe(6);
  });

  it("tells a reader `unavailable` too, and lets what is no disturbance through", async () => {
    const busy = newReader(failing("before", () => named("ThrottlingException")));
    await expect(busy.get(key())).rejects.toMatchObject({ refusal: { code: "unavailable" } });
    const broken = newReader(failing("before", () => named("ValidationException")));
    await expect(broken.get(key())).rejects.toThrow("ValidationException");
  });

  it("lets twenty writes on one item all happen, one after the other", async () => {
    const state = key();
    await putOne(quietTable())({ ...state, n: 0 });
    const write = newWrite(quietTable());
    const add: Change = { kind: "update", name: "state", key: state, add: { n: 1 }, when: [] };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (;;) {
          const outcome = await write(written(create("identity", key()), add)).catch(
            (error: unknown) => error,
          );
          if (!(outcome instanceof Refused)) return outcome;
        }
      }),
    );
    expect(outcomes).toEqual(Array.from({ length: 20 }, () => ({ ok: true, value: undefined })));
    expect(await newReader(quietTable()).get(state)).toEqual({ ...state, n: 20 });
  });
});

describe("a reader", () => {
  it("gets many at once, beyond what one call of the store takes, and leaves out what is not there", async () => {
    const pk = `TEST#${ulid()}`;
    const keys = Array.from({ length: 130 }, (_, n) => ({ pk, sk: String(n).padStart(3, "0") }));
    const put = putOne(quietTable());
    await Promise.all(keys.slice(0, 120).map((one) => put({ ...one, n: 1 })));
    const found = await newReader(quietTable()).getAll(keys);
    expect(found).toHaveLength(120);
  });

  it("pages through a partition, forwards and backwards, and only under its prefix", async () => {
    const pk = `TEST#${ulid()}`;
    const put = putOne(quietTable());
    for (const sk of ["A#1", "A#2", "A#3", "B#1"]) await put({ pk, sk });
    const reader = newReader(quietTable());
    const first = await reader.page({ pk, prefix: "A#", limit: 2 });
    const rest = await reader.page({ pk, prefix: "A#", limit: 2, after: first.next! });
    const sks = ({ items }: { readonly items: readonly unknown[] }) =>
      items.map((item) => (item as { sk: string }).sk);
    expect([sks(first), sks(rest), rest.next]).toEqual([["A#1", "A#2"], ["A#3"], undefined]);
    expect(sks(await reader.page({ pk, limit: 10, newestFirst: true }))).toEqual([
      "B#1",
      "A#3",
      "A#2",
      "A#1",
    ]);
  });

  it("refuses a position of another partition", async () => {
    const [mine, other] = [`TEST#${ulid()}`, `TEST#${ulid()}`];
    const reader = newReader(quietTable());
    await expect(reader.page({ pk: mine, limit: 1, after: { pk: other, sk: "A" } })).rejects.toMatchObject({
      refusal: { code: "invalid-cursor" },
    });
  });
});
