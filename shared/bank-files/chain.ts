import type { ChainedStatement } from "./chain-store.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import type { FileFinding } from "./findings.ts";
import type { BankStatementView } from "./wire.ts";

/** A booked statement with both balances, as one of its account's; undefined of any other. */
export function chainedOf(
  { lenderId, fileId }: BankFile,
  { number, statementId, bankAccountRef, kind, opening, closing }: BankStatementView,
): ChainedStatement | undefined {
  if (kind !== "BOOKED" || opening === undefined || closing?.date === undefined) return undefined;
  return {
    lenderId,
    bankAccountRef,
    fileId,
    number,
    statementId,
    opening: opening.amount,
    closing: closing.amount,
    closedOn: closing.date,
  };
}

export type Neighbours = {
  readonly before: readonly ChainedStatement[];
  readonly ofDay: readonly ChainedStatement[];
};

/**
 * What is odd about a statement among those of its account: it came once more, or it does not begin where the one
 * before it ended. The first of an account begins anywhere.
 */
export function chainFindings(
  one: ChainedStatement,
  { currency, agencyId }: KnownAccount,
  { before, ofDay }: Neighbours,
): readonly FileFinding[] {
  const of = {
    lenderId: one.lenderId,
    currency,
    ...(agencyId !== undefined && { agencyId }),
    subjects: [`${one.bankAccountRef}/${one.closedOn}/${one.statementId}`],
  };
  const same = ofDay.find((other) => isSame(one, other));
  if (same !== undefined)
    return [
      {
        ...of,
        code: "FILE_REPEAT",
        amount: 0,
        explain: [
          `Statement ${one.statementId} of ${one.bankAccountRef} came in ${same.fileId} and again in ${one.fileId}.`,
        ],
      },
    ];
  // Of several that end on one day nobody says which comes first.
  const former = [...before, ...ofDay];
  const [last] = former;
  if (last === undefined || former.some(({ closing }) => closing === one.opening)) return [];
  return [
    {
      ...of,
      code: "FILE_GAP",
      amount: last.closing - one.opening,
      explain: [
        `Statement ${one.statementId} of ${one.bankAccountRef} begins with ${one.opening} minor units.`,
        `The one before it, ${last.statementId} of ${last.closedOn}, ended with ${last.closing}.`,
      ],
    },
  ];
}

const isSame = (one: ChainedStatement, other: ChainedStatement): boolean =>
  one.statementId === other.statementId && one.opening === other.opening && one.closing === other.closing;
