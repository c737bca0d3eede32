import { describe, expect, it } from "vitest";
import type { Update } from "../../shared/kernel/change.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { createOne, newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { withRemittanceHistory } from "../../shared/remittances/history.ts";
import type { Remittance } from "../../shared/remittances/model.ts";
import { moveRemittance, type RemittanceStep } from "../../shared/remittances/move-remittance.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aLine, anAdvice } from "../support/advice.ts";
import { quietTable } from "../support/quiet-table.ts";
import { began, newWorld } from "../support/world.ts";

const table = quietTable();
const remittances = remittanceStore({
  reader: newReader(table),
  create: createOne(table),
  update: updateOne(table),
  writeBeside: newWriteBeside(table),
});
const write = newWrite(table);
const currency = Currency.parse("USD");

async function advising() {
  const world = await newWorld();
  const agencyId = world.agencyIds[0]!;
  const advise = async (lines?: readonly unknown[]): Promise<Remittance> => {
    const { remittance } = await world.useCases().advise({
      agencyId,
      advice: AdviceBody.parse(anAdvice(world.lenderId, lines)),
      actor: { kind: "AGENCY", id: agencyId },
      source: "API",
      receivedAt: began,
    });
    return remittance;
  };
  return { advise, relation: { lenderId: world.lenderId, agencyId, currency } };
}

/** Takes a step as the reconciler does. @returns whether the table let it */
async function moved(before: Remittance, event: RemittanceStep["event"], forced?: Remittance["state"]) {
  const step = { event, actor: { kind: "SYSTEM", id: "reconciler" }, at: began } as const;
  const decided =
    forced === undefined
      ? accepted(moveRemittance(before, step))
      : { remittance: { ...before, state: forced }, event: anEvent };
  const { remittance, events } = withRemittanceHistory(decided.remittance, [decided.event], began);
  const [state, open] = remittances.moved(before, remittance);
  const identity = {
    kind: "create",
    name: "step",
    item: { pk: `STEP#${String(events[0]!.item["eventId"])}`, sk: "STEP" },
  } as const;
  const outcome = await write({ identity: [identity], state: [state, open], events });
  return { ok: outcome.ok, remittance };
}

const anEvent = {
  type: "remittance.forced",
  actor: { kind: "SYSTEM", id: "test" },
  effectiveAt: began,
  receivedAt: began,
  data: {},
} as const;

describe("remittances in the table", () => {
  it("have lines that are read page by page in the order of the advice, up to the most there may be", async () => {
    const { advise } = await advising();
    const remittance = await advise(
      Array.from({ length: 2_000 }, (_, n) => aLine({ paymentRef: `P-${n + 1}` })),
    );
    const numbers: number[] = [];
    let after: Readonly<Record<string, unknown>> | undefined;
    do {
      const page = await remittances.lines(remittance, { limit: 700, after });
      numbers.push(...page.items.map(({ number }) => number));
      after = page.next;
    } while (after !== undefined);
    expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, n) => n + 1));
  });

  it("are looked at until their money has come, and again when a match is taken back", async () => {
    const { advise, relation } = await advising();
    const [first, second] = [await advise(), await advise()];
    const unmatched = async () =>
      (await remittances.unmatched(relation, { limit: 10 })).items
        .map(({ remittanceId }) => remittanceId)
        .toSorted();
    const both = [first.remittanceId, second.remittanceId].toSorted();
    expect(await unmatched()).toEqual(both);
    const matching = await moved(first, "match");
    expect(await unmatched()).toEqual(both);
    const matched = await moved(matching.remittance, "agree");
    expect(await unmatched()).toEqual(both);
    const funded = await moved(matched.remittance, "fund");
    expect(await unmatched()).toEqual([second.remittanceId]);
    expect((await moved(funded.remittance, "unmatch")).ok).toBe(true);
    expect(await unmatched()).toEqual(both);
    const other = { ...relation, currency: Currency.parse("EUR") };
    expect((await remittances.unmatched(other, { limit: 10 })).items).toEqual([]);
  });

  it("are looked for by all that resolutions of breaks changed of them, however many there were", async () => {
    const { advise } = await advising();
    const { remittanceId } = await advise();
    const changes = Array.from({ length: 230 }, (_, n) =>
      remittances.adjusted(remittanceId, `brk_${String(n).padStart(26, "0")}`, n),
    );
    for (let from = 0; from < changes.length; from += 100)
      await newWriteBeside(table)(changes.slice(from, from + 100));
    expect(await remittances.adjustment(remittanceId)).toEqual({ amount: (229 * 230) / 2, times: 230 });
  });

  it("wait for their end from when their money is there until they are locked, in their own book alone", async () => {
    const { advise, relation } = await advising();
    const advised = await advise();
    const waiting = async (book = relation) =>
      (await remittances.notFrozen(book, { limit: 10 })).items.map(({ state }) => state);
    const seen = [await waiting()];
    let at = advised;
    for (const event of ["match", "agree", "fund", "settle", "lock"] as const) {
      at = (await moved(at, event)).remittance;
      seen.push(await waiting());
    }
    expect(seen).toEqual([[], [], [], ["FUNDED"], ["SETTLED"], []]);
    expect(await waiting({ ...relation, currency: Currency.parse("EUR") })).toEqual([]);
  });

  it("are not frozen while facts of a match come back, and no match is taken back by what was so before", async () => {
    const { relation } = await advising();
    const freezes = freezeStore(newReader(table));
    const written = async (change: Update) => (await newWriteBeside(table)([change])).ok;
    const before = await freezes.frozenIn(relation);
    expect(await written(freezes.takingBack(relation, before))).toBe(true);
    expect(await written(freezes.takingBack(relation, before))).toBe(true);
    expect(await written(freezes.freezing(relation))).toBe(false);
    expect(await written(freezes.cameBack(relation))).toBe(true);
    expect(await written(freezes.freezing(relation))).toBe(false);
    expect(await written(freezes.cameBack(relation))).toBe(true);
    expect(await written(freezes.freezing(relation))).toBe(true);
    expect(await written(freezes.takingBack(relation, before))).toBe(false);
    expect(await written(freezes.takingBack(relation, await freezes.frozenIn(relation)))).toBe(true);
  });

  it("take a step once, and none that the table of states does not have, whoever forces it", async () => {
    const { advise } = await advising();
    const advised = await advise();
    const steps = await Promise.all([
      moved(advised, "match"),
      moved(advised, "match"),
      moved(advised, "match"),
    ]);
    expect(steps.filter(({ ok }) => ok)).toHaveLength(1);
    const matching = steps.find(({ ok }) => ok)!.remittance;
    expect((await moved(matching, "match", "LOCKED")).ok).toBe(false);
    expect((await moved({ ...matching, sequence: 9 }, "agree", "MATCHED")).ok).toBe(false);
    expect(await remittances.find(advised.remittanceId)).toMatchObject({ state: "MATCHING", sequence: 2 });
  });

  it("are listed newest first, page by page", async () => {
    const { advise, relation } = await advising();
    const made = [await advise(), await advise(), await advise()].map(({ remittanceId }) => remittanceId);
    const first = await remittances.page(relation.lenderId, { limit: 2 });
    const rest = await remittances.page(relation.lenderId, { limit: 2, after: first.next });
    const seen = [...first.items, ...rest.items].map(({ remittanceId }) => remittanceId);
    expect(first.items).toHaveLength(2);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });
});
