import * as z from "zod";

const statementSchema = z.custom<{ readonly run: (...values: readonly string[]) => unknown }>(
  (value) => typeof value === "object" && value !== null && "run" in value,
);
const databaseSchema = z.custom<{ readonly prepare: (sql: string) => unknown }>(
  (value) => typeof value === "object" && value !== null && "prepare" in value,
);

const makeReady =
  "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?";

/**
 * Mends fauxqs 2.4.1: with a data folder, `ChangeMessageVisibility` to 0 writes NULL into a column that forbids
 * it, fails with 500 and loses the message from memory while its FIFO group stays locked.
 */
export async function repairFauxqs(): Promise<void> {
  const file = new URL("persistence.js", import.meta.resolve("fauxqs"));
  const module: unknown = await import(file.href);
  const { PersistenceManager } = z
    .object({ PersistenceManager: z.custom<object>((it) => typeof it === "function") })
    .parse(module);
  const prototype = z
    .custom<object>((it) => typeof it === "object")
    .parse(Reflect.get(PersistenceManager, "prototype"));
  Object.defineProperty(prototype, "updateMessageReady", {
    value(this: object, messageId: string): void {
      const database = databaseSchema.parse(Reflect.get(this, "db"));
      statementSchema.parse(database.prepare(makeReady)).run(messageId);
    },
  });
}
