import * as z from "zod";
import { connectAwsJson } from "../stores/aws-json.ts";

const record = z.looseObject({
  eventID: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
export type StreamRecord = z.infer<typeof record>;

const streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string(), StreamLabel: z.string() })) });
const description = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const iterator = z.object({ ShardIterator: z.string() });
const page = z.object({ Records: z.array(record), NextShardIterator: z.string().optional() });

const recordsMax = 1000;

/** The streams of DynamoDB Local. */
export type StreamApi = {
  /** The stream that a table has now. */
  readonly streamOf: (tableName: string) => Promise<string>;
  /** Oldest first, parents before children. */
  readonly shardsOf: (streamArn: string) => Promise<readonly string[]>;
  /** An iterator behind a record, or at the oldest that is kept. */
  readonly iteratorAfter: (
    shard: { readonly streamArn: string; readonly shardId: string },
    sequenceNumber: string | undefined,
  ) => Promise<string>;
  readonly records: (iterator: string) => Promise<z.infer<typeof page>>;
  readonly close: () => void;
};

export function connectStreams(port: number, region: string): StreamApi {
  const api = connectAwsJson({ port, prefix: "DynamoDBStreams_20120810", service: "dynamodb", region });
  return {
    streamOf: async (TableName) => {
      const { Streams } = await api.call("ListStreams", { TableName }, streams);
      const latest = Streams.toSorted((a, b) => (a.StreamLabel < b.StreamLabel ? 1 : -1))[0];
      if (latest === undefined) throw new Error(`table ${TableName} has no stream`);
      return latest.StreamArn;
    },
    shardsOf: async (StreamArn) => {
      const { StreamDescription } = await api.call("DescribeStream", { StreamArn }, description);
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    iteratorAfter: async ({ streamArn: StreamArn, shardId: ShardId }, SequenceNumber) => {
      const from =
        SequenceNumber === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber };
      return (await api.call("GetShardIterator", { StreamArn, ShardId, ...from }, iterator)).ShardIterator;
    },
    records: (ShardIterator) => api.call("GetRecords", { ShardIterator, Limit: recordsMax }, page),
    close: api.close,
  };
}
