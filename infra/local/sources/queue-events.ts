import * as z from "zod";

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const received = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string().default(""),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), attribute).default({}),
});

export const receivedSchema = z.object({ Messages: z.array(received).default([]) });
export type ReceivedMessage = z.infer<typeof received>;

/** Received messages as a Lambda function sees them. */
export function queueEvent(messages: readonly ReceivedMessage[], queueArn: string): unknown {
  return { Records: messages.map((message) => queueRecord(message, queueArn)) };
}

function queueRecord(message: ReceivedMessage, queueArn: string): unknown {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType,
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(":")[3] ?? "",
  };
}

/** As a filter pattern sees a message: its body is JSON where it can be. */
export function filterable(message: ReceivedMessage): unknown {
  try {
    const body: unknown = JSON.parse(message.Body);
    return { body };
  } catch {
    return { body: message.Body };
  }
}
