import { join } from "node:path";
import * as z from "zod";
import { AwsJsonError } from "../stores/aws-json.ts";
import { positionFile } from "./position-file.ts";
import { connectStreams, type StreamRecord } from "./stream-api.ts";

export type StreamReader = {
  /** What came next, oldest first; nothing when caught up. */
  readonly read: () => Promise<readonly StreamRecord[]>;
  /** Everything read up to this record has been disposed of: a restart goes on behind it. */
  readonly handled: (last: StreamRecord) => void;
  /** Reads again from behind the last record that was handled. */
  readonly rewind: () => void;
  readonly close: () => void;
};

export type StreamReaderSettings = {
  readonly tableName: string;
  readonly port: number;
  readonly region: string;
  /** Left undefined, a restart begins anew. */
  readonly positionFile: string | undefined;
};

const positionSchema = z.object({
  streamArn: z.string(),
  shardId: z.string().optional(),
  sequenceNumber: z.string().optional(),
});

const iteratorGone = new Set(["ExpiredIteratorException", "TrimmedDataAccessException"]);

/** Reads a table's stream in order, one shard after the other. */
export function createStreamReader(settings: StreamReaderSettings): StreamReader {
  const api = connectStreams(settings.port, settings.region);
  const file = positionFile(settings.positionFile, positionSchema, { streamArn: "" });
  let position = file.read();
  let iterator: string | undefined;

  /** An iterator where the position is; at the next shard when that one was read to its end. */
  const seek = async (isShardDone: boolean): Promise<void> => {
    const streamArn = await api.streamOf(settings.tableName);
    if (streamArn !== position.streamArn) position = { streamArn };
    const shards = await api.shardsOf(streamArn);
    const known = position.shardId === undefined ? -1 : shards.indexOf(position.shardId);
    const shardId = known < 0 ? shards[0] : shards[isShardDone ? known + 1 : known];
    if (shardId === undefined) return;
    if (shardId !== position.shardId) position = { streamArn, shardId };
    iterator = await api.iteratorAfter({ streamArn, shardId }, position.sequenceNumber);
  };
  let isShardDone = false;
  return {
    read: async () => {
      if (iterator === undefined) await seek(isShardDone);
      if (iterator === undefined) return [];
      try {
        const page = await api.records(iterator);
        isShardDone = page.NextShardIterator === undefined;
        iterator = page.NextShardIterator;
        return page.Records;
      } catch (error) {
        iterator = undefined;
        if (error instanceof AwsJsonError && iteratorGone.has(error.code)) return [];
        throw error;
      }
    },
    handled: ({ dynamodb }) => {
      position = { ...position, sequenceNumber: dynamodb.SequenceNumber };
      file.write(position);
    },
    rewind: () => {
      iterator = undefined;
      isShardDone = false;
    },
    close: api.close,
  };
}

export function positionPath(dataDir: string | undefined, id: string): string | undefined {
  return dataDir === undefined ? undefined : join(dataDir, "stream-positions", `${id}.json`);
}
