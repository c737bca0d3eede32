import * as z from "zod";
import eventTypes from "../../docs/api/event-types.json" with { type: "json" };
import { authenticate } from "../../shared/access/authenticate.ts";
import { keyStore } from "../../shared/access/store.ts";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { findReceipt, readReceipt } from "../../shared/callbacks/read-receipt.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import type { EventFile } from "../../shared/event-files/model.ts";
import { announceFile } from "../../shared/event-files/announce-file.ts";
import { eventResultsKey, eventUploadKey } from "../../shared/event-files/keys.ts";
import { eventFileStore } from "../../shared/event-files/store.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import { listPlacements, readPlacement } from "../../shared/feed/agency-placements.ts";
import { confirmCursor, readCursor } from "../../shared/feed/confirm-cursor.ts";
import { readFeed } from "../../shared/feed/read-feed.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { listFiles } from "../../shared/files/list-files.ts";
import { fileStore } from "../../shared/files/store.ts";
import { fileLinks } from "../../shared/incoming-files/links.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, newTable, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { readEnv, withTable } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newLog } from "../../shared/platform/log.ts";
import { newBucket, newSignedLinks } from "../../shared/platform/objects.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { newSigner } from "../../shared/platform/signer.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { eventTypeRoutes } from "./event-type-routes.ts";
import { eventFileRoutes } from "./event-file-routes.ts";
import { fileRoutes } from "./file-routes.ts";
import { feedRoutes } from "./feed-routes.ts";
import { receiptRoutes } from "./receipt-routes.ts";

const env = readEnv({
  ...withTable,
  PERSONAL_DATA_KEY_ARN: z.string(),
  FILES_BUCKET: z.string(),
  RECEIPT_KEY_ARN: z.string(),
});
const log = newLog("handoff-api", env.LOG_LEVEL);
const table = newTable(env.TABLE_NAME);
const reader = newReader(table);
const create = createOne(table);
const accounts = accountStore(reader);
const feeds = feedStore(reader);
const eventFiles = eventFileStore({ reader, create, update: updateOne(table) });
const placements = placementStore(reader);
const vault = newVault(env.PERSONAL_DATA_KEY_ARN);
const receipts = receiptStore(reader, create);
const signer = newSigner(env.RECEIPT_KEY_ARN);
const authenticated = authenticate({ keys: keyStore(reader) });

const app = newHttpApp({ log }, [
  ...feedRoutes({
    authenticate: authenticated,
    readFeed: readFeed({
      feeds,
      handOver: handOver({
        accounts,
        debtors: debtorStore(reader, vault),
        information: informationStore(reader, vault),
        placements,
        disclosures: disclosureStore(reader),
        create,
        clock,
      }),
    }),
    readCursor: readCursor({ feeds }),
    confirmCursor: confirmCursor({ feeds, create, update: updateOne(table), put: putOne(table), clock }),
    listPlacements: listPlacements({ accounts, placements }),
    readPlacement: readPlacement({ accounts, placements }),
  }),
  ...fileRoutes({
    authenticate: authenticated,
    listFiles: listFiles({ files: fileStore(reader), objects: newOutgoingFiles(env.FILES_BUCKET), clock }),
  }),
  ...receiptRoutes({
    authenticate: authenticated,
    findReceipt: findReceipt({ receipts }),
    readReceipt: readReceipt({ receipts, signer, issuer: `debt-agency-gateway/${env.STAGE}` }),
    publicKey: signer.publicKey,
  }),
  ...eventTypeRoutes({ authenticate: authenticated, eventTypes }),
  ...eventFileRoutes({
    authenticate: authenticated,
    announceFile: announceFile({ files: eventFiles }),
    eventFiles,
    links: fileLinks<EventFile>({
      links: newSignedLinks(newBucket(env.FILES_BUCKET)),
      keys: { upload: eventUploadKey, results: eventResultsKey },
      nameOf: ({ fileId }) => fileId,
      clock,
    }),
    clock,
  }),
]);

export const handler = lambdaHandler(app);
