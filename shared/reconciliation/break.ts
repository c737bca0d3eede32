import type { AgencyId, LenderId } from "../kernel/ids.ts";
import { exponentOf, type Currency } from "../kernel/money.ts";
import { breakKinds } from "./break-codes.ts";
import { NONE } from "./item.ts";
import type { Break, Evidence, Subjects } from "./outcome.ts";
import type { BreakCode } from "./wire.ts";

export type About = {
  readonly code: BreakCode;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId | undefined;
  readonly currency: Currency;
  readonly amount: number;
  /** What is at odds, and makes the fingerprint. */
  readonly subjects: Partial<Evidence>;
  /** What else belongs to the picture. */
  readonly beside?: Partial<Evidence>;
  readonly explain: readonly string[];
};

const none: Evidence = { reported: NONE, advised: NONE, remittances: NONE, banked: NONE, credits: NONE };

export function breakOf(about: About): Break {
  const { code, lenderId, agencyId, currency, amount, explain } = about;
  const { severity, owner, action } = breakKinds[code];
  const subjects = subjectsOf(evidenceOf(about.subjects, none));
  return {
    fingerprint: fingerprintOf(about, subjects),
    code,
    severity,
    owner,
    action,
    lenderId,
    ...(agencyId === undefined ? undefined : { agencyId }),
    currency,
    amount: amount === 0 ? 0 : amount, // no negative zero
    subjects,
    evidence: evidenceOf(about.subjects, about.beside ?? none),
    explain,
  };
}

/** What a break is about, or where it is about none of the kind, what stands beside it. */
const either = <Fact>(one: readonly Fact[] = NONE, other: readonly Fact[] = NONE): readonly Fact[] =>
  one.length > 0 ? one : other;

/** Member by member: objects of one shape are what the engine is quick with. */
const evidenceOf = (subjects: Partial<Evidence>, beside: Partial<Evidence>): Evidence => ({
  reported: either(subjects.reported, beside.reported),
  advised: either(subjects.advised, beside.advised),
  remittances: either(subjects.remittances, beside.remittances),
  banked: either(subjects.banked, beside.banked),
  credits: either(subjects.credits, beside.credits),
});

function subjectsOf({ reported, advised, remittances, banked, credits }: Evidence): Subjects {
  return {
    reported: ids(reported, ({ id }) => id),
    advised: ids(advised, ({ lineId }) => lineId),
    remittances: ids(remittances, ({ remittanceId }) => remittanceId),
    banked: ids(banked, ({ lineId }) => lineId),
    credits: ids(credits, ({ accountId }) => accountId),
  };
}

const ids = <Fact>(facts: readonly Fact[], idOf: (fact: Fact) => string): readonly string[] => {
  if (facts.length === 0) return NONE;
  return facts.length === 1 ? facts.map(idOf) : facts.map(idOf).sort();
};

/** One line for the code, one for each party, one for each subject: an id has no line break. */
function fingerprintOf({ code, lenderId, agencyId }: About, subjects: Subjects): string {
  let text = `${code}\n${lenderId}\n${agencyId ?? "-"}`;
  for (const id of subjects.reported) text += `\nreported ${id}`;
  for (const id of subjects.advised) text += `\nadvised ${id}`;
  for (const id of subjects.remittances) text += `\nremittance ${id}`;
  for (const id of subjects.banked) text += `\nbanked ${id}`;
  for (const id of subjects.credits) text += `\ncredit ${id}`;
  return text;
}

/** `123.45 USD`. A run may say so half a million times: this is all of it that takes time. */
export function said(amount: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? "-" : "";
  const digits = String(Math.abs(amount)).padStart(exponent + 1, "0");
  if (exponent === 0) return `${sign}${digits} ${currency}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)} ${currency}`;
}
