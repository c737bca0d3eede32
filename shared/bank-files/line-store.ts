import * as z from "zod";
import type { Key, Replace } from "../kernel/change.ts";
import type { BankFileId, LenderId } from "../kernel/ids.ts";
import { sha256 } from "../platform/canonical.ts";
import type { PutOne, Reader, ReplaceOne, UpdateOne } from "../platform/dynamo.ts";
import { isMoney, keyOfLine, StoredLine, type LineKey } from "./line.ts";
import { BLOCK_SIZE } from "./model.ts";
import { BOOKED_RANK, booked, changeOfLine, lineKey, openPlace } from "./line-keys.ts";

const blockKey = (fileId: BankFileId, block: number): Key => ({
  pk: `BANKFILE#${fileId}`,
  sk: `LINES#${String(block).padStart(8, "0")}`,
});

const Block = z.object({
  lines: z.array(z.object({ lineId: z.string(), isNotification: z.boolean() })),
});

/** Lines of one file that belong together by the bank's reference. */
type Joined = Pick<StoredLine, "lenderId" | "bankAccount" | "servicerRef">;

/** Bulks and notifications of one reference: more are not joined. */
const JOIN_COUNT_MAX = 1_000;

type Deps = {
  readonly reader: Reader;
  readonly put: PutOne;
  readonly replace: ReplaceOne;
  readonly update: UpdateOne;
};

/** The lines of banks' files: each movement once, whichever files tell of it. */
export const bankLineStore = ({ reader, put, replace, update }: Deps) => ({
  ...byIdentity(reader),
  /** @returns what stands there already, unless that was this very line, or provisional and this is booked */
  keep: async (line: StoredLine): Promise<StoredLine | undefined> => {
    const standing = await replace(replacingLine(line));
    return standing === undefined ? undefined : StoredLine.parse(standing);
  },
  /** Which lines a file has, in its order: one item for many, for the lines lie where they are found again. */
  keepBlock: async (fileId: BankFileId, block: number, lines: readonly LineKey[]): Promise<void> =>
    put({
      ...blockKey(fileId, block),
      lines: lines.map(({ lineId, isNotification }) => ({ lineId, isNotification })),
    }),
  /** Lines of a file from one on, as they stand now. */
  ofFile: async ({ lenderId, fileId }: OfFile, from: number, limit: number) => {
    const [first, last] = [blockOf(from), blockOf(from + limit - 1)];
    const keys = Array.from({ length: last - first + 1 }, (_, n) => blockKey(fileId, first + n));
    const blocks = new Map((await reader.getAll(keys)).map((item) => [skOf(item), Block.parse(item).lines]));
    const wanted = keys
      .flatMap(({ sk }) => blocks.get(sk) ?? [])
      .slice((from - 1) % BLOCK_SIZE)
      .slice(0, limit)
      .map((one) => lineKey({ lenderId, ...one }));
    const unique = new Map(wanted.map((key) => [nameOf(key), key]));
    const found = await reader.getAll([...unique.values()]);
    const byName = new Map(found.map((item) => [nameOf(Named.parse(item)), StoredLine.parse(item)]));
    return wanted.flatMap((key) => byName.get(nameOf(key)) ?? []);
  },
  /** That a line may be told in detail, or tells of one. */
  keepJoin: async (line: StoredLine): Promise<void> => {
    const { lineId, isNotification } = keyOfLine(line);
    await put({ pk: joinPk(line), sk: `${isNotification ? "NOTE" : "BULK"}#${lineId}` });
  },
  /** Bulks and notifications of the bank's reference, in an order that is always the same. */
  joined: async (one: Joined): Promise<readonly StoredLine[]> => {
    const { items } = await reader.page({ pk: joinPk(one), limit: JOIN_COUNT_MAX });
    const keys = items.map((item) => {
      const [kind, lineId = ""] = skOf(item).split("#");
      return lineKey({ lenderId: one.lenderId, lineId, isNotification: kind === "NOTE" });
    });
    const found = (await reader.getAll(keys)).map((item) => StoredLine.parse(item));
    return found.toSorted((a, b) => a.entry - b.entry || (a.lineId < b.lineId ? -1 : 1));
  },
  /** Gives a bulk its transactions; twice it gives it the same. */
  detailed: async (line: StoredLine): Promise<boolean> => {
    const { batch, isShortened } = line;
    return update({ ...changeOfLine(line), set: { batch, isShortened }, when: [booked] });
  },
});

/** Lines that people state, and what stands of them. */
const byIdentity = (reader: Reader) => ({
  /** Identities of these that booked lines have. */
  standing: async (lenderId: LenderId, lineIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await linesOf(reader, lenderId, lineIds);
    return new Set(found.filter(isMoney).map(({ lineId }) => lineId));
  },
  /** Lines by their identities, in this order. */
  findAll: async (lenderId: LenderId, lineIds: readonly string[]): Promise<readonly StoredLine[]> => {
    const found = await linesOf(reader, lenderId, lineIds);
    return lineIds.flatMap((lineId) => found.find((line) => line.lineId === lineId) ?? []);
  },
  /** A line that a person stated, in the transaction that settles its entry. */
  stated: (line: StoredLine): Replace => replacingLine(line),
});

async function linesOf(
  reader: Reader,
  lenderId: LenderId,
  lineIds: readonly string[],
): Promise<readonly StoredLine[]> {
  const keys = lineIds.map((lineId) => lineKey({ lenderId, lineId, isNotification: false }));
  return (await reader.getAll(keys)).map((item) => StoredLine.parse(item));
}

type OfFile = { readonly lenderId: LenderId; readonly fileId: BankFileId };

/** Over what is not booked a booked line is written, and over nothing else. */
function replacingLine(line: StoredLine): Replace {
  const rank = isMoney(line) ? BOOKED_RANK : BOOKED_RANK - 1;
  return {
    kind: "replace",
    name: "bank-line",
    item: { ...lineKey(keyOfLine(line)), ...line, ...(isMoney(line) && openPlace(line)), rank },
    when: [{ attribute: "rank", is: "at-most", value: rank - 1 }],
  };
}

const blockOf = (entry: number): number => Math.floor((entry - 1) / BLOCK_SIZE);

const Named = z.object({ pk: z.string(), sk: z.string() });

const skOf = (item: unknown): string => Named.parse(item).sk;

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

const joinPk = ({ lenderId, bankAccount, servicerRef }: Joined): string =>
  `BANKJOIN#${lenderId}#${sha256(JSON.stringify([bankAccount, servicerRef]))}`;

export type BankLineStore = ReturnType<typeof bankLineStore>;
