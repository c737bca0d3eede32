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

/** The same, and those of the next day. */
export type Surroundings = Neighbours & { readonly behind: readonly ChainedStatement[] };

type Parties = Pick<FileFinding, "lenderId" | "agencyId" | "currency" | "subjects">;

/** Whose break it is, and what it is about. */
const partiesOf = (
  { lenderId, bankAccountRef, closedOn, statementId }: ChainedStatement,
  { currency, agencyId }: KnownAccount,
): Parties => ({
  lenderId,
  currency,
  ...(agencyId !== undefined && { agencyId }),
  subjects: [`${bankAccountRef}/${closedOn}/${statementId}`],
});

/**
 * What is odd about a statement among those of its account: it came once more, or it does not begin where the one
 * before it ended. The first of an account begins anywhere.
 */
export function chainFindings(
  one: ChainedStatement,
  account: KnownAccount,
  { before, ofDay }: Neighbours,
): readonly FileFinding[] {
  const of = partiesOf(one, account);
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

/** What becomes of the gap before a statement, when another one has come. */
export type GapAgain =
  | { readonly kind: "STANDS"; readonly finding: FileFinding }
  | { readonly kind: "CLOSED"; readonly finding: FileFinding; readonly explanation: string };

/**
 * What a statement does to the gaps around it, once it is one of its account: it may be what was missing before
 * another one, and before those of the next day what is missing is now told from it. It is itself among those that
 * are looked at, for what it follows may have come at the same time.
 */
export function gapsAgain(
  one: ChainedStatement,
  account: KnownAccount,
  { before, ofDay, behind }: Surroundings,
): readonly GapAgain[] {
  const others = (all: readonly ChainedStatement[], left: ChainedStatement) =>
    all.filter((other) => other !== left);
  const findings = (of: ChainedStatement, neighbours: Neighbours) => chainFindings(of, account, neighbours);
  const closedAt = (of: ChainedStatement, by: ChainedStatement): GapAgain => ({
    kind: "CLOSED",
    finding: { ...partiesOf(of, account), code: "FILE_GAP", amount: 0, explain: [] },
    explanation: `Statement ${by.statementId} of ${by.bankAccountRef}, which came in ${by.fileId}, ends with the ${by.closing} minor units that ${of.statementId} begins with.`,
  });
  const isSound = findings(one, { before, ofDay }).length === 0;
  const former = isSound ? [...before, ...ofDay].find(({ closing }) => closing === one.opening) : undefined;
  const sameDay = ofDay.filter(
    (of) =>
      of.opening === one.closing && findings(of, { before, ofDay: [one, ...others(ofDay, of)] }).length === 0,
  );
  return [
    ...(former === undefined ? [] : [closedAt(one, former)]),
    ...sameDay.map((of) => closedAt(of, one)),
    ...behind.flatMap((of): readonly GapAgain[] => {
      const [finding] = findings(of, { before: [one, ...ofDay], ofDay: others(behind, of) });
      if (finding?.code === "FILE_GAP") return [{ kind: "STANDS", finding }];
      return finding === undefined && of.opening === one.closing ? [closedAt(of, one)] : [];
    }),
  ];
}

const isSame = (one: ChainedStatement, other: ChainedStatement): boolean =>
  one.statementId === other.statementId && one.opening === other.opening && one.closing === other.closing;
