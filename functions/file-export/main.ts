import * as z from "zod";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { exportFile } from "../../shared/files/export-file.ts";
import { exportFiles } from "../../shared/files/export-files.ts";
import { fileStore } from "../../shared/files/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { newVault } from "../../shared/platform/vault.ts";

const env = readEnv({ ...withTable, PERSONAL_DATA_KEY_ARN: z.string(), FILES_BUCKET: z.string() });
const log = newLog("file-export", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const create = createOne(table);
const vault = newVault(env.PERSONAL_DATA_KEY_ARN);

const write = exportFiles({
  agencies: agencyStore(reader),
  exportFile: exportFile({
    feeds: feedStore(reader),
    files: fileStore(reader),
    handOver: handOver({
      accounts: accountStore(reader),
      debtors: debtorStore(reader, vault),
      information: informationStore(reader, vault),
      placements: placementStore(reader),
      disclosures: disclosureStore(reader),
      create,
      clock,
    }),
    objects: newOutgoingFiles(env.FILES_BUCKET),
    create,
    update: updateOne(table),
    clock,
  }),
  onWritten: (agencyId, rows) => log.info("file.written", { agencyId, rows }),
  onFailed: (agencyId, error) => log.error("file.failed", { agencyId }, error),
});

/** Every night: the daily file of each agency that wants one. A run that failed is made again by its schedule. */
export const handler = async (): Promise<void> => {
  const failed = await write();
  if (failed > 0) throw new Error(`${failed} files were not written`);
};
