import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { instantOf, type Instant } from "../kernel/time.ts";

/** Longer than any request that looks at letters may run, so that none is met twice by it. */
const HIDDEN_SECONDS = 30;

/** SQS's own limit of one receive. */
const RECEIVE_COUNT_MAX = 10;

/** A message in hand. */
type Received = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly group?: string;
  readonly receiveCount: number;
  readonly sentAt?: Instant;
  readonly firstReceivedAt?: Instant;
};

/** A queue that nobody works off, from a person's point of view. */
export type LetterBox = {
  readonly count: (url: string) => Promise<number>;
  /** Some messages, hidden for a while; of an ordered group only the foremost. */
  readonly take: (url: string) => Promise<readonly Received[]>;
  /** Makes a message visible again at once. */
  readonly putBack: (url: string, receiptHandle: string) => Promise<void>;
  readonly remove: (url: string, receiptHandle: string) => Promise<void>;
};

export const newLetterBox = (client: SQSClient): LetterBox => ({
  count: async (url) => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages ?? 0);
  },
  take: async (url) => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: RECEIVE_COUNT_MAX,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1, // asks every server of the queue: a short poll may find nothing where something is
        MessageSystemAttributeNames: ["All"],
      }),
    );
    return Messages.map(received);
  },
  putBack: async (url, receiptHandle) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  },
  remove: async (url, receiptHandle) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }));
  },
});

function received({ MessageId = "", ReceiptHandle = "", Body = "", Attributes = {} }: Message): Received {
  const { MessageGroupId, ApproximateReceiveCount, SentTimestamp, ApproximateFirstReceiveTimestamp } =
    Attributes;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    receiveCount: Number(ApproximateReceiveCount ?? 0),
    ...(MessageGroupId !== undefined && { group: MessageGroupId }),
    ...(SentTimestamp !== undefined && { sentAt: instantOf(Number(SentTimestamp)) }),
    ...(ApproximateFirstReceiveTimestamp !== undefined && {
      firstReceivedAt: instantOf(Number(ApproximateFirstReceiveTimestamp)),
    }),
  };
}
