import * as z from "zod";
import type { Update } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Reader } from "../platform/dynamo.ts";

type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };

const freezesKey = ({ lenderId, currency }: BookOf) => ({
  pk: `FREEZES#${lenderId}#${currency}`,
  sk: "FREEZES",
});

const Freezes = z.object({ frozen: z.int().default(0) });

const changeOf = (book: BookOf) =>
  ({ kind: "update", name: "freezes", key: freezesKey(book) }) satisfies Partial<Update>;

/**
 * What keeps those apart who take a match back, and who say that its advices are final. A match may have as many
 * advices as a bank lumps together, so that it is one item of the book: nothing is frozen while facts of a match are
 * on their way back, and no match is taken back by what was read before something was frozen.
 */
const freezeChanges = {
  /** An advice becomes final: while facts come back, none does. */
  freezing: (book: BookOf): Update => ({
    ...changeOf(book),
    add: { frozen: 1 },
    when: [{ attribute: "comingBack", is: "at-most", value: 0 }],
  }),
  /** A match is taken back, by somebody who saw so many advices frozen. */
  takingBack: (book: BookOf, frozen: number): Update => ({
    ...changeOf(book),
    add: { comingBack: 1 },
    when: [{ attribute: "frozen", is: "at-most", value: frozen }],
  }),
  /** All of its facts came back. */
  cameBack: (book: BookOf): Update => ({ ...changeOf(book), add: { comingBack: -1 }, when: [] }),
};

export const freezeStore = (reader: Pick<Reader, "get">) => ({
  ...freezeChanges,
  /** How many advices of a book were frozen so far. */
  frozenIn: async (book: BookOf): Promise<number> =>
    Freezes.parse((await reader.get(freezesKey(book))) ?? {}).frozen,
});

export type FreezeStore = ReturnType<typeof freezeStore>;
