import * as z from "zod";
import type { Update } from "../kernel/change.ts";
import type { BankFileId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { Refused } from "../kernel/problems.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { BankLine } from "../reconciliation/model.ts";
import { isMoney, StoredLine } from "./line.ts";
import { booked, changeOfLine, lineKey, openLists, openPlace } from "./line-keys.ts";
import { BankFileState } from "./wire.ts";

/** What a run asks for at a time, and where it goes on. */
export type OpenLinePaging = {
  readonly limit: number;
  readonly after?: Readonly<Record<string, unknown>>;
};

export type OpenLinePage = {
  readonly items: readonly BankLine[];
  readonly next?: Readonly<Record<string, string>>;
};

type Claimed = Pick<BankLine, "lenderId" | "lineId" | "currency" | "valueDate">;

/** Booked lines that nothing matches yet, as the matcher takes them. */
export const openBankLineStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  /**
   * A page of them by value date, whichever account they are of: the lists' next ones, merged. A page may have
   * fewer than there is room for and still lead on: lines of a file that is being loaded are not shown.
   */
  openLines: async (
    lenderId: LenderId,
    currency: Currency,
    paging: OpenLinePaging,
  ): Promise<OpenLinePage> => {
    const { limit, after } = paging;
    const from = after === undefined ? undefined : placeIn(after);
    const pages = await Promise.all(
      openLists(lenderId, currency).map(async (list) =>
        reader.page({
          pk: list,
          index: "byList",
          limit,
          ...(from && {
            after: { ...lineKey({ lenderId, isNotification: false, ...from }), list, at: from.at },
          }),
        }),
      ),
    );
    const found = pages
      .flatMap(({ items }) => items.map((item) => Listed.parse(item)))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const wanted = found.slice(0, limit);
    const last = wanted.at(-1);
    const isMore = found.length > limit || pages.some(({ next }) => next !== undefined);
    return {
      items: await openOf(reader, wanted),
      ...(isMore && last && { next: { at: last.at } }),
    };
  },
  /** Booked lines by their ids, whatever became of them. */
  named: async (lenderId: LenderId, lineIds: readonly string[]): Promise<readonly BankLine[]> => {
    const keys = lineIds.map((lineId) => lineKey({ lenderId, lineId, isNotification: false }));
    return (await reader.getAll(keys)).map((item) => bankLineOf(StoredLine.parse(item)));
  },
  /** Takes a line for a match, in the match's own transaction; what is taken is taken once. */
  claimed: (line: Claimed, matchId: string): Update => ({
    ...changeOfLine(line),
    set: { matchId },
    remove: ["list", "at"],
    when: [booked, { attribute: "matchId", is: "absent" }],
  }),
  /** Gives it back when the match is taken back; only its own. */
  released: (line: Claimed, matchId: string): Update => ({
    ...changeOfLine(line),
    set: openPlace(line),
    remove: ["matchId"],
    when: [{ attribute: "matchId", is: "=", value: matchId }],
  }),
});

const Listed = z.object({ pk: z.string(), sk: z.string(), at: z.string() });

/** `<value date>#<lineId>` of the last line of the page before. */
const Position = z
  .strictObject({ at: z.string().regex(/^\d{4}-\d{2}-\d{2}#[0-9a-z-]{1,80}$/u) })
  .transform(({ at }) => ({ at, lineId: at.slice("YYYY-MM-DD#".length) }));

function placeIn(position: Readonly<Record<string, unknown>>): z.infer<typeof Position> {
  const parsed = Position.safeParse(position);
  if (parsed.success) return parsed.data;
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

const FileOf = z.object({ fileId: z.string(), state: BankFileState });

/** The lists lag behind the lines: what is shown is what stands now. */
async function openOf(
  reader: Pick<Reader, "getAll">,
  wanted: readonly z.infer<typeof Listed>[],
): Promise<readonly BankLine[]> {
  const lines = (await reader.getAll(wanted.map(({ pk, sk }) => ({ pk, sk })))).map((item) =>
    StoredLine.parse(item),
  );
  const fileIds = [...new Set(lines.map(({ fileId }) => fileId))];
  const files = await reader.getAll(fileIds.map(fileKey));
  const loaded = new Set(
    files.flatMap((item) => {
      const { fileId, state } = FileOf.parse(item);
      return state === "LOADED" ? [fileId] : [];
    }),
  );
  const open = lines.filter((line) => isMoney(line) && line.matchId === undefined && loaded.has(line.fileId));
  return open.map(bankLineOf).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const fileKey = (fileId: BankFileId) => ({ pk: `BANKFILE#${fileId}`, sk: "BANKFILE" });

const orderOf = ({ valueDate, lineId }: BankLine): string => `${valueDate}#${lineId}`;

/** Its own references first, then those of the transactions that it was booked for. */
const bankLineOf = (line: StoredLine): BankLine => ({
  lineId: line.lineId,
  lenderId: line.lenderId,
  ...(line.agencyId !== undefined && { agencyId: line.agencyId }),
  currency: line.currency,
  amount: line.amount,
  valueDate: line.valueDate,
  references: [
    ...new Set([...line.references, ...(line.batch?.details.flatMap(({ references }) => references) ?? [])]),
  ],
  text: line.text,
  status: "BOOKED",
});
