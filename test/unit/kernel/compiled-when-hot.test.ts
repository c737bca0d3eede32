import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { Account } from "../../../shared/accounts/model.ts";
import { callbacks, type EventType } from "../../../shared/callbacks/wire.ts";
import { compiledWhenHot } from "../../../shared/kernel/compiled-when-hot.ts";
import { anAdvice } from "../../support/advice.ts";
import { aLenderId, anAccount, received } from "../../support/builders.ts";
import { aSnapshot, aSnapshotLine } from "../../support/snapshot.ts";

const OFTEN = 2_000;

/** What a schema that was used often has become. */
function hot(schema: z.ZodType): z.ZodType {
  const use = compiledWhenHot(schema);
  for (let n = 0; n < OFTEN; n += 1) use();
  return use();
}

const account = anAccount({ attention: ["CREDIT_BALANCE"] });
const at = "2026-03-01T09:00:00.000Z";
const holdId = "hld_01JB4R0E3SH5G9V1XJ7P2M4WQC_3";
const full = {
  ...account,
  worked: 1,
  holds: [
    {
      holdId,
      type: "DISPUTE",
      state: "ACKNOWLEDGED",
      owner: { kind: "DISPUTE", id: "dsp_01JB4R0E3SH5G9V1XJ7P2M4WQC_3" },
      placedAt: at,
      until: at,
      remindedAt: at,
      acknowledgedAt: at,
    },
  ],
  formerHolds: [{ holdId, placedAt: at, endedAt: at }],
  recall: {
    recallId: "rcl_01JB4R0E3SH5G9V1XJ7P2M4WQC_4",
    code: "STRATEGY",
    state: "OBJECTED",
    requestedAt: at,
    finalAt: at,
    objections: ["ACTIVE_PLAN"],
    acknowledgedAt: at,
  },
  closeCode: "EXHAUSTED",
  agencyFees: 100,
};

const ofNone = ["remittance.advised", "reconciliation.snapshot"];
const { placementId: _none, ...envelope } = received("hold.released", account).callback;
const valid: readonly (readonly [string, z.ZodType, unknown])[] = [
  ["an account", Account, account],
  ["an account with all that it can have", Account, full],
  ...Object.entries(callbacks)
    .filter(([type]) => !ofNone.includes(type))
    .map(([type, schema]) => [type, schema, received(type as EventType, account).callback] as const),
  [
    "an advice",
    callbacks["remittance.advised"],
    { ...envelope, eventType: "remittance.advised", data: anAdvice(aLenderId()) },
  ],
  [
    "an inventory",
    callbacks["reconciliation.snapshot"],
    {
      ...envelope,
      eventType: "reconciliation.snapshot",
      data: aSnapshot([aSnapshotLine("plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1")]),
    },
  ],
];

/** The value without each of its members, with another value in its place, and with one that nobody knows. */
function* spoilt(value: unknown): Generator {
  if (typeof value !== "object" || value === null) return;
  yield { ...value, mood: "good" };
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _gone, ...rest } = value as Record<string, unknown>;
    yield rest;
    for (const other of [null, "", "x", -1, 0.5, [], {}, undefined, true]) yield { ...value, [name]: other };
    for (const inner of spoilt(member)) yield { ...value, [name]: inner };
  }
}

/** The text as well: it is hashed and stored in its order. */
const told = (schema: z.ZodType, value: unknown) => {
  const { success, data, error } = schema.safeParse(value);
  return { success, data, text: JSON.stringify(data), issues: error?.issues };
};

describe("a schema that is compiled once it was used often", () => {
  it("is itself before", () => {
    expect(compiledWhenHot(Account)()).toBe(Account);
  });

  it.each(valid)("takes and refuses the very same: %s", (_name, schema, value) => {
    const compiled = hot(schema);
    expect(compiled).not.toBe(schema);
    expect(told(compiled, value)).toEqual(told(schema, value));
    expect(told(compiled, value).success).toBe(true);
    for (const one of spoilt(JSON.parse(JSON.stringify(value))))
      expect(told(compiled, one)).toEqual(told(schema, one));
  });
});
