import type { BankLine } from "../bank-statements/model.ts";

/** An item of the store has 400 KB: so many characters of each, which may be three bytes each. */
const TEXT_LENGTH_MAX = 4_000;
const REFERENCES_LENGTH_MAX = 20_000;
const CHARGES_LENGTH_MAX = 10_000;
const DETAILS_LENGTH_MAX = 80_000;

export type Shortened = BankLine & { readonly isShortened?: true };

/** As much of a line as one item takes: texts, references and transactions from the first on. The money stays. */
export function shortened(line: BankLine): Shortened {
  const { text, servicerRef, counterparty, batch } = line;
  const fit: BankLine = {
    ...line,
    text: cut(text),
    ...(servicerRef !== undefined && { servicerRef: cut(servicerRef) }),
    ...(counterparty && {
      counterparty: {
        name: counterparty.name && cut(counterparty.name),
        account: counterparty.account && cut(counterparty.account),
      },
    }),
    references: within(line.references, REFERENCES_LENGTH_MAX),
    charges: within(line.charges, CHARGES_LENGTH_MAX),
    ...(batch && {
      batch: {
        ...(batch.count !== undefined || batch.details.length > 0
          ? { count: batch.count ?? batch.details.length }
          : {}),
        details: within(batch.details, DETAILS_LENGTH_MAX),
      },
    }),
  };
  return sizeOf(fit) < sizeOf(line) ? { ...fit, isShortened: true } : line;
}

const cut = (text: string): string => text.slice(0, TEXT_LENGTH_MAX);

/** The first ones that have room as JSON. */
function within<T>(all: readonly T[], lengthMax: number): readonly T[] {
  let length = 0;
  const end = all.findIndex((one) => (length += JSON.stringify(one).length) > lengthMax);
  return end < 0 ? all : all.slice(0, end);
}

const sizeOf = ({ text, servicerRef = "", counterparty, references, charges, batch }: BankLine): number =>
  text.length +
  servicerRef.length +
  (counterparty?.name?.length ?? 0) +
  (counterparty?.account?.length ?? 0) +
  references.length +
  charges.length +
  (batch?.details.length ?? 0);
