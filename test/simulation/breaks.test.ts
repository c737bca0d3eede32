import { describe, expect, it } from "vitest";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { changeBreak, type DecideBreak } from "../../shared/breaks/change-break.ts";
import { changeMany } from "../../shared/breaks/change-many.ts";
import { breakIdOf } from "../../shared/breaks/finding.ts";
import { openTold } from "../../shared/breaks/open-told.ts";
import { reviewFindings } from "../../shared/breaks/review-findings.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { confirm, resolve } from "../../shared/breaks/resolution.ts";
import { ResolveBreakRequest } from "../../shared/breaks/resolution-wire.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import type { BreakId } from "../../shared/breaks/wire.ts";
import { comment, reopen } from "../../shared/breaks/work-on.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { plusHours } from "../../shared/kernel/time.ts";
import { newReader, updateOne, type Reader } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { aBreak, aPerson, settlingOn } from "../support/breaks.ts";
import { aLenderId, anAgencyId, now, usd } from "../support/builders.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { anAccountAtOdds } from "../support/told.ts";
import { quietTable } from "../support/quiet-table.ts";
import { wholeLook } from "../support/whole-look.ts";

const currency = Currency.parse("USD");
const agencyId = anAgencyId();

type Work = { readonly key?: string; readonly person?: "one" | "other" };

type World = ReturnType<typeof aWorld>;

/** A lender's breaks, and the use cases with something around their calls. */
function aWorld() {
  const lenderId = aLenderId();
  const table = quietTable();
  const [write, update] = [newWrite(table), updateOne(table)];
  const time = { now };
  const clock = { now: () => time.now };
  const found = (ref: string, amount = 500) =>
    aBreak({ lenderId, agencyId, ref: `${lenderId}-${ref}`, amount });
  const idOf = (ref: string): BreakId => breakIdOf(found(ref).fingerprint);
  const odds = anAccountAtOdds(lenderId, agencyId);
  const refs = ["a", "b", "c", "d", "e"];
  const useCases = (around: Around = untouched) => {
    const reader: Reader = readerWithin(around, newReader(table));
    const breaks = breakStore(reader);
    const deps = {
      breaks,
      write: (written: Parameters<typeof write>[0]) => around(() => write(written)),
      update: (one: Parameters<typeof update>[0]) => around(() => update(one)),
      clock,
    };
    const change = changeBreak({
      ...deps,
      settling: settlingOn(reader),
      idempotency: idempotencyStore(reader),
    });
    return {
      run: (seen: readonly ReturnType<typeof found>[], hour: number) => {
        time.now = plusHours(now, hour);
        return wholeLook(deps, 2)({ lenderId, currency, seen, at: time.now });
      },
      open: () =>
        openFinding(deps)(
          { code: "FILE_GAP", lenderId, currency, amount: 0, subjects: ["42"], explain: ["42 is missing"] },
          { actor: { kind: "SYSTEM", id: "file-intake" }, at: now },
        ),
      tell: () => openTold({ ...deps, ...odds.stores })(odds.message),
      /** Finds what the agency's dialect does not know, and that the offer was taken which stood. */
      review: () => reviewFindings({ ...deps, ...odds.stores })({ lenderId, currency }),
      mismatched: () =>
        openFinding(deps)(
          {
            code: "BAL_ACK_MISMATCH",
            lenderId,
            currency,
            amount: 5,
            subjects: [odds.placementId],
            explain: ["The agency acknowledged 5 less."],
          },
          { actor: { kind: "SYSTEM", id: "reconciler" }, at: now },
        ),
      work: (ref: string, decide: DecideBreak, { key = "key", person = "one" }: Work = {}) =>
        change(
          {
            breakId: idOf(ref),
            reach: { lenderId },
            actor: aPerson(person).actor,
            what: key,
            once: { key: `${lenderId}-${key}`, bodyHash: "same" },
          },
          decide,
        ),
      many: () =>
        changeMany({
          changeBreak: change,
          decideCommand: () => async (before, by) => resolve(before, { request: writeOff }, by),
        })(
          { breakIds: refs.slice(0, 3).map(idOf), command: { kind: "RESOLVE", resolution: writeOff } },
          { reach: {}, actor: aPerson().actor, key: `${lenderId}-bulk` },
        ),
    };
  };
  /** Everything that stands of the breaks, without what differs from world to world. */
  const state = async () => {
    const reader = newReader(table);
    const all = [
      ...refs.map(idOf),
      ...(await breakStore(reader).page({ lenderId, list: "OPEN", limit: 100 })).records.map(
        ({ breakId }) => breakId,
      ),
    ];
    const items = await Promise.all(
      [...new Set(all)].map(async (id) => (await reader.page({ pk: `ACCOUNT#${id}`, limit: 1_000 })).items),
    );
    return JSON.parse(
      JSON.stringify(items.flat())
        .replaceAll(lenderId, "lnd")
        .replaceAll(/(brk|evt|cmt)_[0-9A-F]{26}/gu, "$1")
        .replaceAll(/"(hash|head|previousHash|fingerprint)":"[^"]*"/gu, '"$1":""')
        .replaceAll(/"list":"[^"]*"/gu, '"list":""'),
    ) as unknown[];
  };
  return { lenderId, found, refs, useCases, state };
}

type Cases = ReturnType<World["useCases"]>;

type Scenario = {
  readonly before: (cases: Cases, world: World) => Promise<unknown>;
  readonly step: (cases: Cases, world: World) => Promise<unknown>;
};

async function run({ before, step }: Scenario, point?: CrashPoint) {
  const world = aWorld();
  await before(world.useCases(), world);
  const start = await world.state();
  const crash = crashing(point);
  const crashed = await step(world.useCases(crash.around), world).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true;
      throw error;
    },
  );
  expect(crashed, "every point is reached").toBe(point !== undefined);
  if (crashed) for (let n = 0; n < 2; n += 1) await step(world.useCases(), world);
  const ended = await world.state();
  expect(ended, "a step that leaves nothing proves nothing").not.toEqual(start);
  return { ended, points: crash.points() };
}

async function survives(scenario: Scenario): Promise<void> {
  const { ended, points } = await run(scenario);
  expect(points).not.toEqual([]);
  await atEach(points, async (point) => {
    const crashed = await run(scenario, point);
    expect(crashed.ended, `crashed ${point.when} call ${point.call}`).toEqual(ended);
  });
}

const writeOff = ResolveBreakRequest.parse({
  method: "WRITE_OFF_TOLERANCE",
  explanation: "Charges.",
  posting: { entry: "WRITE_OFF_CLEARING" },
});

const firstRun = async (cases: Cases, { found, refs }: World) =>
  cases.run(
    refs.slice(0, 4).map((ref) => found(ref)),
    0,
  );
const resolved: DecideBreak = async (before, by) => resolve(before, { request: writeOff }, by);
const proposed: DecideBreak = async (before, by) =>
  resolve(before, { request: writeOff, fourEyesAbove: usd(1) }, by);

describe("breaks whose work crashes anywhere and is done again end as if nothing had crashed:", () => {
  it("a run that opens, changes, sees again, opens again and clears", async () => {
    await survives({
      before: async (cases, world) => {
        await firstRun(cases, world);
        await cases.work("c", resolved);
      },
      step: async (cases, { found }) =>
        cases.run([found("a"), found("b", 700), found("c", 900), found("e")], 24),
    });
  });

  it("a finding of something else", async () => {
    await survives({ before: firstRun, step: async (cases) => cases.open() });
  });

  it("what an event of an account tells", async () => {
    await survives({ before: firstRun, step: async (cases) => cases.tell() });
  });

  it("a look at what agencies say, and at what came right by itself", async () => {
    await survives({ before: async (cases) => cases.mismatched(), step: async (cases) => cases.review() });
  });

  it.each<readonly [string, DecideBreak]>([
    ["resolving with a posting", resolved],
    ["proposing a resolution", proposed],
    ["writing a comment", async (before, by) => comment(before, "x", by)],
  ])("%s", async (_what, decide) => {
    await survives({ before: firstRun, step: async (cases) => cases.work("a", decide) });
  });

  it("confirming a resolution", async () => {
    await survives({
      before: async (cases, world) => {
        await firstRun(cases, world);
        await cases.work("a", proposed, { key: "first" });
      },
      step: async (cases) => cases.work("a", async (before, by) => confirm(before, by), { person: "other" }),
    });
  });

  it("opening a resolved one again", async () => {
    await survives({
      before: async (cases, world) => {
        await firstRun(cases, world);
        await cases.work("a", resolved, { key: "first" });
      },
      step: async (cases) => cases.work("a", async (before, by) => reopen(before, "x", by)),
    });
  });

  it("one command on many", async () => {
    await survives({ before: firstRun, step: async (cases) => cases.many() });
  });
});
