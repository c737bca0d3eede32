import type { Drift } from "../dialects/count-drift.ts";
import type { DriftValue } from "../dialects/wire.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { BreakCode } from "../reconciliation/wire.ts";
import type { OtherFinding } from "./finding.ts";

/** The dialect in force: what was not understood before it was saved says nothing of it. */
export type InForce = { readonly version: number; readonly savedAt?: string };

export type DialectFinding = { readonly found: OtherFinding; readonly seenAt: string };

type Of = { readonly lenderId: LenderId; readonly agencyId: AgencyId; readonly currency: Currency };

const codeOf: Readonly<Record<Drift["reason"], BreakCode>> = {
  "unknown-code": "UNKNOWN_CODE",
  "unknown-event-type": "UNKNOWN_CODE",
  "unknown-version": "SCHEMA_DRIFT",
  untranslatable: "SCHEMA_DRIFT",
  "unknown-field": "SCHEMA_DRIFT",
  other: "SCHEMA_DRIFT",
};

/**
 * What an agency says that the dialect in force makes nothing of, as breaks of a lender that it works for: one for each
 * code, and one for each place whose shape changed. Whose account it was said of is not known, so that a value is
 * named only where it is a code by its looks: anything else may be another lender's.
 */
export function dialectFindings(
  of: Of,
  { version, savedAt = "" }: InForce,
  drift: readonly DriftValue[],
): readonly DialectFinding[] {
  const findings = new Map<string, DialectFinding>();
  for (const value of drift.filter(({ lastSeenAt }) => lastSeenAt > savedAt)) {
    const finding = findingOf(of, version, value);
    const key = finding.found.subjects.join();
    const known = findings.get(key);
    if (known === undefined || known.seenAt < finding.seenAt) findings.set(key, finding);
  }
  return [...findings.values()];
}

const isCode = (value: string): boolean => /^[\w.:/-]{1,40}$/u.test(value);

/** A place is made of the agency's own names. */
const PLACE_LENGTH_MAX = 100;

function findingOf(
  of: Of,
  version: number,
  { reason, pointer, value, lastSeenAt }: DriftValue,
): DialectFinding {
  const code = codeOf[reason];
  const named = code === "UNKNOWN_CODE" && isCode(value) ? ` ${value}` : "";
  const said = reason === "other" ? "more different values than are counted" : `${reason}${named}`;
  const at = pointer.replaceAll(/\s/gu, " ").slice(0, PLACE_LENGTH_MAX);
  const place = at === "" ? "" : ` at ${at}`;
  const by = version === 0 ? "without a dialect" : `under version ${version} of its dialect`;
  return {
    found: {
      ...of,
      code,
      amount: 0,
      subjects: [`dialect ${version} ${reason} ${at}${named}`],
      explain: [`What the agency sent ${by} was not understood: ${said}${place}.`],
    },
    seenAt: lastSeenAt,
  };
}
