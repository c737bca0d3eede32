import { pointerOf } from "../dialects/pointers.ts";
import { remittanceRowMembers, type RemittanceFileWords } from "../dialects/remittance-file-words.ts";

const { texts, amounts, counts } = remittanceRowMembers;

/** The words of an agency that has none of its own: columns are called what members are, amounts are minor units. */
export const ownWords: RemittanceFileWords = {
  delimiter: ",",
  encoding: "utf-8",
  fields: [
    ...texts.map((name) => ({ to: `/${name}`, from: `/${name}` })),
    ...[...amounts, ...counts].map((name) => ({ to: `/${name}`, from: `/${name}`, as: "integer" as const })),
  ],
  constants: [],
  ignored: [],
  codes: { kind: {}, recipient: {} },
  reversals: "BY_KIND",
};

/** Without these no row can be a line. */
const needed = ["/kind", "/paymentRef", "/gross", "/paidOn"];

type HeaderFault = { readonly code: string; readonly message: string };

/** Everything that is wrong with a header row, by the words that its file is read with. */
export function headerFaults(words: RemittanceFileWords, header: readonly string[]): readonly HeaderFault[] {
  const { fields, ignored } = words;
  const known = new Set([
    ...ignored,
    ...fields.flatMap(({ from, currencyFrom = from }) => [from, currencyFrom]),
  ]);
  const repeated = [...Map.groupBy(header, (name) => name)].filter(([, all]) => all.length > 1);
  const there = new Set(header.map((name) => pointerOf([name])));
  return [
    ...header
      .filter((name) => !known.has(pointerOf([name])))
      .map((name) => ({
        code: "HEADER_UNKNOWN",
        message: `${shown(name)} is no column that is known; name it among those that are ignored if it shall not be looked at.`,
      })),
    ...repeated.map(([name]) => ({
      code: "HEADER_REPEATED",
      message: `${shown(name)} is there more than once.`,
    })),
    ...missing(words, there).map((to) => ({
      code: "HEADER_MISSING",
      message: `There is no column for ${to.slice(1)}.`,
    })),
  ];
}

/** What no rule that has its column, and no constant, can say. */
function missing(
  { fields, constants, reversals }: RemittanceFileWords,
  there: ReadonlySet<string>,
): readonly string[] {
  const said = new Set([
    ...constants.map(({ to }) => to),
    ...fields.filter((rule) => there.has(rule.from) || rule.default !== undefined).map(({ to }) => to),
    ...(reversals === "BY_MINUS" ? ["/kind"] : []),
  ]);
  return needed.filter((to) => !said.has(to));
}

const SHOWN_LENGTH_MAX = 60;

const shown = (name: string): string =>
  JSON.stringify(name.length > SHOWN_LENGTH_MAX ? `${name.slice(0, SHOWN_LENGTH_MAX)}…` : name);
