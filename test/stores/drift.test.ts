import { ulid } from "ulid";
import { describe, expect, inject, it } from "vitest";
import { countDrift } from "../../shared/dialects/count-drift.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { createOne, newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { tableAt } from "../support/table.ts";

const { endpoints, quietTableName } = inject("cloud");
const table = tableAt(endpoints, quietTableName);
const drift = driftStore(newReader(table));
const failures: unknown[] = [];
const count = countDrift({
  drift,
  create: createOne(table),
  update: updateOne(table),
  failed: (cause) => void failures.push(cause),
});
const at = Instant.parse("2026-03-02T12:00:00.000Z");
const later = Instant.parse("2026-03-02T13:00:00.000Z");
const anAgency = () => AgencyId.parse(`agy_${ulid()}`);
const codeOf = (n: number) => ({ reason: "unknown-code" as const, pointer: "/data/code", value: `C${n}` });

describe("drift", () => {
  it("is counted by value, with when it was first and last seen", async () => {
    const agencyId = anAgency();
    await count(agencyId, [codeOf(1), codeOf(2)], at);
    await count(agencyId, [codeOf(1)], later);
    const report = await drift.report(agencyId);
    expect(report.toSorted((a, b) => a.value.localeCompare(b.value))).toEqual([
      { ...codeOf(1), count: 2, firstSeenAt: at, lastSeenAt: later },
      { ...codeOf(2), count: 1, firstSeenAt: at, lastSeenAt: at },
    ]);
    expect(await drift.report(anAgency())).toEqual([]);
  });

  it("loses no count when many events come at once", async () => {
    const agencyId = anAgency();
    await Promise.all(Array.from({ length: 10 }, () => count(agencyId, [codeOf(1)], at)));
    expect(await drift.report(agencyId)).toMatchObject([{ count: 10 }]);
  });

  it("has room for two hundred values; the others are counted together, those that stand go on", async () => {
    const agencyId = anAgency();
    for (let from = 0; from < 220; from += 20)
      await count(
        agencyId,
        Array.from({ length: 20 }, (_, n) => codeOf(from + n)),
        at,
      );
    await count(agencyId, [codeOf(0), codeOf(999)], later);
    const report = await drift.report(agencyId);
    expect(report).toHaveLength(201);
    expect(report.find(({ reason }) => reason === "other")).toMatchObject({ count: 21, lastSeenAt: later });
    expect(report.find(({ value }) => value === "C0")).toMatchObject({ count: 2 });
    expect(failures).toEqual([]);
  });

  it("takes no more than twenty values of one event, and fails nobody when it cannot be counted", async () => {
    const agencyId = anAgency();
    const many = Array.from({ length: 30 }, (_, n) => codeOf(n));
    await count(agencyId, many, at);
    expect(await drift.report(agencyId)).toHaveLength(20);
    const broken = countDrift({
      drift,
      create: createOne(table),
      update: async () => {
        throw new Error("out of reach");
      },
      failed: (cause) => void failures.push(cause),
    });
    await broken(agencyId, [codeOf(1)], at);
    expect(failures.splice(0)).toHaveLength(1);
  });
});
