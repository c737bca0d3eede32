import * as z from "zod";
import { EXPORT_REQUESTED } from "../../shared/exports/request-export.ts";
import { exportStore } from "../../shared/exports/store.ts";
import { ExportId } from "../../shared/exports/wire.ts";
import { writeExport } from "../../shared/exports/write-export.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { EventMessage } from "../../shared/outbox/message.ts";
import { newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { queueHandler } from "../../shared/platform/queue-handler.ts";
import { SNAPSHOT_REPORTED } from "../../shared/snapshots/decide-snapshot.ts";
import { snapshotComparing } from "./snapshot-comparing.ts";

const env = readEnv({ ...withTable, FILES_BUCKET: z.string() });
const log = newLog("reconciler", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);

const write = writeExport({
  exports: exportStore(reader),
  journal: journalStore(reader),
  objects: newOutgoingFiles(env.FILES_BUCKET),
  update: updateOne(table),
  clock,
});

const compare = snapshotComparing(table);

/** Does what finance asked for and what takes longer than a request may. */
export const handler = queueHandler({ log }, async ({ body }) => {
  const { type, accountId } = EventMessage.parse(body);
  switch (type) {
    case EXPORT_REQUESTED:
      await write(ExportId.parse(accountId));
      return log.info("export.written", { exportId: accountId });
    case SNAPSHOT_REPORTED:
      return log.info("snapshot.looked-at", { snapshotId: accountId, outcome: await compare(accountId) });
    default:
      throw new Error(`nobody here knows ${type}`);
  }
});
