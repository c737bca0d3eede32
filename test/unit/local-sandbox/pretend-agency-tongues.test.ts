import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { habits, planOf } from "../../../infra/local/agencies/pretend-agency-habits.ts";
import { isRepeat, type Repeat, type Step } from "../../../infra/local/agencies/pretend-agency-steps.ts";
import { tongueOf, tongues } from "../../../infra/local/agencies/pretend-agency-tongues.ts";
import { chance } from "../../../infra/local/sandbox/sandbox-chance.ts";
import { Dialect } from "../../../shared/dialects/model.ts";
import { understand } from "../../../shared/dialects/understand.ts";
import { DialectBody } from "../../../shared/dialects/wire.ts";
import { anAgencyId } from "../../support/builders.ts";

const isStep = (step: Step | Repeat): step is Step => !isRepeat(step);

const dialectOf = (body: unknown): Dialect =>
  Dialect.parse({ agencyId: anAgencyId(), version: 1, ...DialectBody.parse(body) });

const anyStep = fc
  .record({
    habit: fc.constantFrom(...habits),
    salt: fc.nat(),
    amount: fc.integer({ min: 100, max: 5_000_000 }),
  })
  .chain(({ habit, salt, amount }) => {
    const outstanding = { amount, currency: "USD" };
    const offered = { lenderAccountRef: "LC-1", balance: { outstanding }, holds: [] };
    const plan = planOf(habit, offered, (label) => chance(`${salt}|${label}`));
    return fc.constantFrom(...[...plan.first, ...plan.informed].filter(isStep));
  });

const envelopeOf = (step: { eventType: string; data: (known: never) => object }, amount = 12_345) => ({
  specVersion: "1.0",
  eventId: "e-1",
  eventType: step.eventType,
  schemaVersion: 1,
  placementId: "plc_01SANDB0X00000000000000001_1",
  effectiveAt: "2026-03-01T10:00:00.000Z",
  reportedAt: "2026-03-01T10:00:00.000Z",
  data: step.data({
    placementId: "plc_01SANDB0X00000000000000001_1",
    at: "2026-03-01T10:00:00.000Z",
    outstanding: { amount, currency: "USD" },
    paidMinor: 0,
  } as never) as Record<string, unknown>,
});

describe.each(tongues.filter((name) => name !== "canonical"))("an agency that speaks %s", (name) => {
  const tongue = tongueOf[name]!;

  it("is understood by its dialect as if it had spoken the gateway's words", () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const envelope = envelopeOf(step);
        const [theirs, ours] = [
          understand(dialectOf(tongue.dialect), tongue.write(envelope, false)),
          understand(undefined, envelope),
        ];
        expect(theirs).toMatchObject({ callback: "callback" in ours ? ours.callback : {} });
        expect("unknownFields" in theirs ? theirs.unknownFields.length : 0).toBeLessThan(3);
      }),
    );
  });

  it.each(["payment.received", "contact.attempted"])(
    "is not understood in an odd %s, until its operator has learnt the code",
    (eventType) => {
      const data =
        eventType === "payment.received"
          ? { paymentRef: "p", amount: { amount: 5, currency: "USD" }, method: "ACH" }
          : {
              attemptRef: "a",
              channel: "VOICE",
              startedAt: "2026-03-01T10:00:00Z",
              outcome: "NO_ANSWER",
            };
      const odd = tongue.write(envelopeOf({ eventType, data: () => data }), true);
      expect(understand(dialectOf(tongue.dialect), odd)).toMatchObject({
        unknown: { reason: "unknown-code" },
      });
      expect(understand(dialectOf(tongue.learnt), odd)).toHaveProperty("callback");
    },
  );
});
