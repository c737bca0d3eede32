import * as z from "zod";
import type { Change } from "../kernel/change.ts";
import type { LenderId, RemittanceId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import type { BreakEvidence, BreakRecord } from "./model.ts";
import type { BreakStep } from "./step.ts";
import type { BreakId } from "./wire.ts";

type BankLine = {
  readonly lenderId: LenderId;
  readonly currency: Currency;
  readonly lineId: string;
  readonly valueDate: LocalDate;
};

/** How facts are taken, so that nothing else is made of them, and given back. */
export type SettlingDeps = {
  readonly bankLines: {
    readonly claimed: (line: BankLine, by: string) => Change;
    readonly released: (line: BankLine, by: string) => Change;
  };
  readonly remittances: {
    readonly adjusted: (remittanceId: RemittanceId, breakId: BreakId, amount: number) => Change;
  };
  readonly matches: { readonly unfunded: (remittanceId: RemittanceId) => Change };
};

type Known = { readonly before: BreakRecord; readonly step: BreakStep; readonly evidence: BreakEvidence };

/**
 * What a resolution that posts does to the facts that it is about, and what opening it again does: money at the bank
 * is taken, so that no match takes it as well; and by what stays in transit for an advice, so much is looked for, as
 * long as nothing was found for it.
 */
export function settledFacts(deps: SettlingDeps, known: Known): readonly Change[] {
  const { event, after } = known.step;
  const legs = event.postings ?? [];
  const isResolved = after.state === "RESOLVED";
  const left = legs.find(({ account }) => account.startsWith("in-transit/"));
  const remittanceId = left && remittanceOf(known);
  return [
    ...(legs.some(({ account }) => account === "bank-clearing")
      ? bankLinesOf(known).map((line) =>
          deps.bankLines[isResolved ? "claimed" : "released"](line, after.breakId),
        )
      : []),
    ...(left && remittanceId
      ? [
          deps.remittances.adjusted(remittanceId, after.breakId, isResolved ? left.amount : 0),
          deps.matches.unfunded(remittanceId),
        ]
      : []),
  ];
}

const Line = z.object({ lineId: z.string(), valueDate: LocalDate });

const bankLinesOf = ({ before: { lenderId, currency }, evidence }: Known): readonly BankLine[] =>
  evidence.banked.facts
    .map((fact) => Line.parse(fact))
    .filter(({ lineId }) => evidence.subjects.includes(lineId))
    .map((line) => ({ lenderId, currency, ...line }));

const remittanceOf = ({ before, step }: Known): RemittanceId | undefined =>
  (step.after.resolution ?? before.resolution)?.remittanceId;
