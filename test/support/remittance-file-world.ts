import { dialectStore } from "../../shared/dialects/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { announceRemittanceFile } from "../../shared/remittance-files/announce-file.ts";
import { remittanceFileObjects } from "../../shared/remittance-files/file-store.ts";
import { remittanceResultsKey, remittanceUploadKey } from "../../shared/remittance-files/keys.ts";
import type { RemittanceFile } from "../../shared/remittance-files/model.ts";
import { readRemittanceFile } from "../../shared/remittance-files/read-file.ts";
import { remittanceFileStore } from "../../shared/remittance-files/store.ts";
import { takeRemittanceFile } from "../../shared/remittance-files/take-file.ts";
import { AnnounceRemittanceFile } from "../../shared/remittance-files/wire.ts";
import { objectsWithin, readerWithin, untouched, type Around } from "./around.ts";
import { quietObjects } from "./batch-world.ts";
import { quietTable } from "./quiet-table.ts";
import { began, newWorld } from "./world.ts";

/** A lender whose agencies advise by file, on the quiet table and a quiet bucket, with something around every call. */
export type RemittanceFileWorld = Awaited<ReturnType<typeof newRemittanceFileWorld>>;

export async function newRemittanceFileWorld() {
  const world = await newWorld();
  const agencyId: AgencyId = world.agencyIds[0]!;
  const table = quietTable();
  const objects = await quietObjects();
  const clock = { now: () => began };

  const useCases = (around: Around = untouched) => {
    const [updating, writing] = [updateOne(table), newWriteBeside(table)];
    const reader = readerWithin(around, newReader(table));
    const files = remittanceFileStore({
      reader,
      update: (change) => around(() => updating(change)),
      writeBeside: (changes) => around(() => writing(changes)),
    });
    return {
      files,
      announce: announceRemittanceFile({
        contracts: contractStore(reader),
        dialects: dialectStore(reader),
        files,
      }),
      take: takeRemittanceFile({
        files,
        objects: remittanceFileObjects(objectsWithin(around, objects)),
        read: readRemittanceFile({ csvRows }),
        adviseRemittance: world.useCases(around).advise,
        clock,
      }),
    };
  };

  const announced = async (json: unknown): Promise<RemittanceFile> => {
    const request = AnnounceRemittanceFile.parse(json);
    const by = { kind: "AGENCY", id: agencyId } as const;
    return (await useCases().announce({ agencyId, request, by, now: began })).file;
  };

  return {
    world,
    agencyId,
    lenderId: world.lenderId,
    useCases,
    announced,
    /** Announces a file and puts its bytes where they go. */
    uploaded: async (json: unknown, content: string): Promise<RemittanceFile> => {
      const file = await announced(json);
      await objects.put(remittanceUploadKey(file), content, "text/csv");
      return file;
    },
    results: async (file: RemittanceFile): Promise<string | undefined> => {
      const key = remittanceResultsKey(file);
      return (await objects.head(key)) === undefined
        ? undefined
        : Buffer.from(await objects.text(key)).toString();
    },
  };
}
