import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { noteUse } from "../../shared/access/note-use.ts";
import { keyStore } from "../../shared/access/store.ts";
import { saveRecorded } from "../../shared/changes/save-recorded.ts";
import { changeStore } from "../../shared/changes/store.ts";
import { Subject } from "../../shared/changes/wire.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { plusHours } from "../../shared/kernel/time.ts";
import { newReader, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { newKeyId } from "../../shared/platform/new-ids.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { crashing, type CrashPoint } from "../support/crash.ts";
import { now } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const changes = changeStore(reader);
const clock: Clock = { now: () => now };
const save = saveRecorded({ changes, reader, write: newWrite(table), clock });

const aSubject = () => Subject.parse(`agencies/agy_${ulid()}`);

const keyOf = (subject: string) => ({ pk: `TEST#${subject}`, sk: "SETTING" });

const itemOf = (subject: string, value: unknown) => ({ ...keyOf(subject), value });

describe("a recorded change", () => {
  it("is written with what it changed, and numbered per subject from 1", async () => {
    const subject = aSubject();
    for (const value of ["one", "two", "two", "three"])
      await save({ subject, by: "key_1" }, (put) => put(itemOf(subject, value)));
    expect(await reader.get(keyOf(subject))).toEqual(itemOf(subject, "three"));
    const { items } = await changes.page(subject, { limit: 10 });
    expect(items.map(({ revision, action }) => [revision, action])).toEqual([
      [3, "changed"],
      [2, "changed"],
      [1, "created"],
    ]);
    expect(items[0]?.hashBefore).toBe(items[1]?.hashAfter);
    expect(await changes.revision(subject)).toBe(3);
  });

  it("is decided again by whoever was slower: no increment of twenty is lost", async () => {
    const subject = aSubject();
    const increment = () =>
      save({ subject, by: "key_1" }, async (put) => {
        const standing = await reader.get(keyOf(subject));
        const value = Number(Reflect.get(standing ?? {}, "value") ?? 0);
        await put(itemOf(subject, value + 1));
      });
    for (let n = 0; n < 5; n += 1) await Promise.all([increment(), increment(), increment(), increment()]);
    expect(await reader.get(keyOf(subject))).toEqual(itemOf(subject, 20));
    expect(await changes.revision(subject)).toBe(20);
  });

  it("survives a crash before every call and after every write: never one without the other, never twice", async () => {
    const attempt = async (subject: Subject, point?: CrashPoint) => {
      const { around, points } = crashing(point);
      const writing = newWrite(table);
      const crashable = saveRecorded({
        changes: { ...changes, revision: (of) => around(() => changes.revision(of), "none") },
        reader: { get: (key) => around(() => reader.get(key), "none") },
        write: (written) => around(() => writing(written)),
        clock,
      });
      const asked = { subject, by: "key_1" };
      await crashable(asked, (put) => put(itemOf(subject, "new"))).catch(() => undefined);
      return points();
    };
    const points = await attempt(aSubject());
    expect(points).toHaveLength(4);
    for (const point of points) {
      const subject = aSubject();
      await attempt(subject, point);
      const stands = (await reader.get(keyOf(subject))) !== undefined;
      expect(await changes.revision(subject)).toBe(stands ? 1 : 0);
      await attempt(subject);
      expect(await reader.get(keyOf(subject))).toEqual(itemOf(subject, "new"));
      expect(await changes.revision(subject)).toBe(1);
    }
  });

  it("is refused whole when the caller looked at another revision", async () => {
    const subject = aSubject();
    await save({ subject, by: "key_1", ifMatch: 0 }, (put) => put(itemOf(subject, "one")));
    const stale = save({ subject, by: "key_1", ifMatch: 0 }, (put) => put(itemOf(subject, "two")));
    await expect(stale).rejects.toThrow("precondition-failed");
    expect(await reader.get(keyOf(subject))).toEqual(itemOf(subject, "one"));
  });
});

describe("the use of a key", () => {
  it("is written once by however many functions, and never brings a key back", async () => {
    const keys = keyStore(reader);
    const keyId = newKeyId();
    const key = {
      keyId,
      hash: "h",
      principal: { kind: "FINANCE" as const },
      label: "close",
      createdAt: now,
      lastUsedAt: now,
    };
    await putOne(table)(keys.item(key));
    const later = plusHours(now, 2);
    const written: boolean[] = [];
    const failures: unknown[] = [];
    const pending: Promise<boolean>[] = [];
    for (let n = 0; n < 5; n += 1) {
      const read = await keys.current(keyId);
      const update = (change: Parameters<ReturnType<typeof updateOne>>[0]) => {
        const done = updateOne(table)(change);
        pending.push(done);
        return done;
      };
      noteUse({ keys, update, failed: (cause) => failures.push(cause) })(
        { ...read!, lastUsedAt: now },
        plusHours(later, n),
      );
    }
    written.push(...(await Promise.all(pending)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(failures).toEqual([]);

    const read = await keys.current(keyId);
    await putOne(table)(keys.item({ ...read!, revokedAt: later }));
    await updateOne(table)(keys.used(read!, plusHours(later, 9)));
    expect(await keys.current(keyId)).toMatchObject({ revokedAt: later });
  });
});

describe("the list of keys", () => {
  it("has every key once, by id, over all pages", async () => {
    const keys = keyStore(reader);
    const made = Array.from({ length: 5 }, () => newKeyId());
    for (const keyId of made)
      await putOne(table)(
        keys.item({ keyId, hash: "h", principal: { kind: "ADMIN" }, label: "x", createdAt: now }),
      );
    const found: string[] = [];
    let after: Awaited<ReturnType<typeof keys.page>>["next"];
    do {
      const page = await keys.page(2, after);
      found.push(...page.items.map(({ keyId }) => keyId));
      after = page.next;
    } while (after !== undefined);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(found.toSorted());
    expect(found).toEqual(expect.arrayContaining(made));
  });
});
