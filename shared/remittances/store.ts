import { inChunks } from "../kernel/chunks.ts";
import type { Replace } from "../kernel/change.ts";
import type { CreateOne, Reader, UpdateOne } from "../platform/dynamo.ts";
import { inParallel } from "../platform/parallel.ts";
import type { WriteBeside } from "../platform/write.ts";
import type { LoadingRemittance, Remittance, RemittanceLine } from "./model.ts";
import { lineKey, linesPk, remittanceKey, type LinesOf } from "./places.ts";
import { AnyRemittance, remittanceReads } from "./read-store.ts";
import { remittanceItems, stillLoading } from "./written-store.ts";

/** A transaction takes a hundred lines: few calls, and no permission beside the one to put. */
const CHUNK_SIZE = 100;
/** Chunks that are written at the same time. */
const CHUNKS_AT_A_TIME = 4;

type Deps = {
  readonly reader: Reader;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  readonly writeBeside: WriteBeside;
};

/** Remittances: their lines first, then all else in one transaction. */
export const remittanceStore = ({ reader, create, update, writeBeside }: Deps) => ({
  ...remittanceReads(reader),
  ...remittanceItems,
  /** That lines are about to be written. @returns what stands there, if something does */
  begin: async (loading: LoadingRemittance): Promise<Remittance | LoadingRemittance | undefined> => {
    const standing = await create({ ...remittanceKey(loading.remittanceId), ...loading });
    return standing === undefined ? undefined : AnyRemittance.parse(standing);
  },
  /** Another content in place of one that was never loaded to its end. @returns false when it was meanwhile */
  beginAnew: async ({ contentHash }: LoadingRemittance, anew: LoadingRemittance): Promise<boolean> =>
    update({
      kind: "update",
      name: "remittance",
      key: remittanceKey(anew.remittanceId),
      set: { contentHash: anew.contentHash },
      when: stillLoading({ contentHash }),
    }),
  /** Twice is the same: a line's key is its number, its content is part of the partition's. */
  putLines: async (of: LinesOf, lines: readonly RemittanceLine[]): Promise<void> =>
    inParallel(inChunks(lines, CHUNK_SIZE), CHUNKS_AT_A_TIME, async (chunk) => {
      await writeBeside(chunk.map((line) => lineItem(of, line)));
    }),
});

const lineItem = (of: LinesOf, line: RemittanceLine): Replace => ({
  kind: "replace",
  name: "line",
  item: { pk: linesPk(of), sk: lineKey(line.number), ...line },
  when: [],
});

export type RemittanceStore = ReturnType<typeof remittanceStore>;
