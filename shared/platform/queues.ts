import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** Sends one message; a FIFO queue orders by `group` and drops what it saw `dedupe` of within five minutes. */
export type Send = (
  queueUrl: string,
  body: string,
  order: { readonly group: string; readonly dedupe: string },
) => Promise<void>;

export const newQueueClient = (): SQSClient =>
  new SQSClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } });

export const newSend =
  (client: SQSClient): Send =>
  async (queueUrl, body, { group, dedupe }) => {
    const fifo = queueUrl.endsWith(".fifo") ? { MessageGroupId: group, MessageDeduplicationId: dedupe } : {};
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...fifo }));
  };

/** Puts a message that could not be handled off for some seconds. */
export type PutOff = (receiptHandle: string, seconds: number) => Promise<void>;

export const newPutOff =
  (client: SQSClient, queueUrl: string): PutOff =>
  async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
