import { breakOf, said, type About } from "./break.ts";
import type { Setting } from "./desk.ts";
import type { Funded } from "./funding.ts";
import type { Funding, Item } from "./item.ts";
import type { Advice, BankLine } from "./model.ts";
import type { Break } from "./outcome.ts";
import { leftNamesakes, rightNamesakes } from "./references.ts";
import { rivalsAmong, totalOf, type Way } from "./settle.ts";
import { later } from "../calendars/dates.ts";
import type { BreakCode } from "./wire.ts";

type Reason = Pick<About, "code" | "amount" | "explain">;

/** What was advised against what arrived: too little, too much, too late, or not known what for. */
export function* fundingBreaks(setting: Setting, funded: Funded): Generator<Break> {
  const apart = apartDespiteReference(funded);
  for (const way of apart) yield fundingBreak(funded, way, amountReason(funded, way));
  const explained = new Set<Item<unknown>>(apart.flatMap(({ lefts, rights }) => [...lefts, ...rights]));
  yield* lateArrivals(setting, funded);
  for (const left of funded.sides.lefts)
    if (left.state === "OPEN" && !explained.has(left)) yield* overdue(setting, funded, left);
  for (const right of funded.sides.rights)
    if (right.state === "OPEN" && !explained.has(right)) yield* unaccounted(setting, funded, right);
}

const isAdvice = (fact: Funding): fact is Advice => "remittanceId" in fact;

function fundingBreak(
  { run }: Funded,
  { lefts, rights }: Way<Funding, BankLine>,
  reason: Reason & Pick<About, "beside">,
): Break {
  return breakOf({
    ...reason,
    lenderId: run.lenderId,
    agencyId: lefts[0]?.agencyId ?? rights[0]?.agencyId,
    currency: run.currency,
    subjects: {
      remittances: lefts.flatMap(({ fact }) => (isAdvice(fact) ? [fact] : [])),
      reported: lefts.flatMap(({ fact }) => (isAdvice(fact) ? [] : [fact])),
      banked: rights.map(({ fact }) => fact),
    },
  });
}

/** What hangs together by its references and was not matched. */
function apartDespiteReference({ sides, exact, spellings }: Funded): readonly Way<Funding, BankLine>[] {
  const ways = sides.lefts.flatMap((left) => {
    if (left.state !== "OPEN" || !left.isNamed) return [];
    const namesakes = [exact, ...spellings].flatMap((table) => rightNamesakes(table, left));
    const rights = [...new Set(namesakes)].filter(({ state }) => state === "OPEN");
    return rights.length === 0 ? [] : [{ lefts: [left], rights }];
  });
  const byAgency = Map.groupBy(ways, ({ lefts }) => lefts[0]?.agencyId);
  return [...byAgency.values()].flatMap(rivalsAmong).map((rivals) => ({
    lefts: rivals.flatMap(({ lefts }) => lefts),
    rights: [...new Set(rivals.flatMap(({ rights }) => rights))],
  }));
}

function amountReason({ run }: Funded, { lefts, rights }: Way<Funding, BankLine>): Reason {
  const [expected, found] = [totalOf(lefts), totalOf(rights)];
  const explain = [
    `${said(expected, run.currency)} was to arrive, ${said(found, run.currency)} did`,
    `the references are the same`,
  ];
  return { code: amountCode(lefts[0]?.fact, expected - found), amount: expected - found, explain };
}

function amountCode(fact: Funding | undefined, difference: number): BreakCode {
  if (difference === 0) return "DATE_DIFF";
  if (fact === undefined || !isAdvice(fact)) return "AMOUNT_DIFF";
  return difference > 0 ? "REMIT_SHORT" : "REMIT_OVER";
}

const dueDateOf = ({ dueOn, advisedOn }: Advice, { ruleSet }: Setting) =>
  dueOn ?? later(advisedOn, ruleSet.thresholds.bankedWithinDays);

function* lateArrivals(setting: Setting, funded: Funded): Generator<Break> {
  const { currency } = funded.run;
  for (const { lefts, rights } of funded.run.settled)
    for (const left of lefts) {
      if (!isAdvice(left.fact)) continue;
      const due = dueDateOf(left.fact, setting);
      const last = rights
        .map(({ fact }) => fact.valueDate)
        .sort()
        .at(-1);
      if (last === undefined || last <= due) continue;
      const explain = [`${said(left.amount, currency)} was due on ${due} and arrived on ${last}`];
      yield fundingBreak(
        funded,
        { lefts: [left], rights: [] },
        {
          code: "REMIT_LATE",
          amount: left.amount,
          explain,
          beside: { banked: rights.map(({ fact }) => fact) },
        },
      );
    }
}

function* overdue(setting: Setting, funded: Funded, left: Item<Funding>): Generator<Break> {
  const { currency } = funded.run;
  const { fact, amount } = left;
  const { missingAtAgencyAfterDays: days } = setting.ruleSet.thresholds;
  const due = isAdvice(fact) ? dueDateOf(fact, setting) : later(fact.effectiveOn, days);
  if (setting.asOf <= due) return;
  const explain = [`${said(amount, currency)} was due on ${due}; nothing arrived by ${setting.asOf}`];
  const code = isAdvice(fact) ? "REMIT_LATE" : "PAY_MISSING_AT_LENDER";
  yield fundingBreak(funded, { lefts: [left], rights: [] }, { code, amount, explain });
}

function* unaccounted({ today, ruleSet }: Setting, funded: Funded, right: Item<BankLine>): Generator<Break> {
  const days = ruleSet.thresholds.missingAtLenderAfterDays;
  if (right.day + days >= today) return;
  const { currency } = funded.run;
  const named = leftNamesakes(funded.exact, right).map(({ fact }) => fact);
  const explain = [
    `${said(right.amount, currency)} arrived on ${right.fact.valueDate}: ${right.fact.text}`,
    named.length === 0 ? "nothing that is open fits it" : "what it names was settled by another line",
  ];
  yield fundingBreak(
    funded,
    { lefts: [], rights: [right] },
    {
      code: "REMIT_UNMATCHED_BANK",
      amount: -right.amount,
      explain,
      beside: { remittances: named.filter(isAdvice) },
    },
  );
}
