import { describe, expect, it } from "vitest";
import { contractStore } from "../../shared/contracts/store.ts";
import { codesStore } from "../../shared/exports/codes-store.ts";
import { saveCodes } from "../../shared/exports/save-codes.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { aKeyId, now } from "../support/builders.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { newWorld } from "../support/world.ts";

const codes = { receivable: "1400" };

async function aDesk() {
  const { lenderId } = await newWorld({ agencies: 1 });
  const table = quietTable();
  const save = (around: Around = untouched) => {
    const reader = readerWithin(around, newReader(table));
    const writing = newWrite(table);
    return saveCodes({
      codes: codesStore(reader),
      lenders: contractStore(reader),
      write: (written) => around(() => writing(written)),
      clock: { now: () => now },
    })({ lenderId, actor: { kind: "FINANCE", id: aKeyId } }, codes);
  };
  return { save, left: async () => codesStore(newReader(table)).page(lenderId, 10) };
}

describe("saving account codes", () => {
  it("makes one version of them, wherever it is killed and however often it is told", async () => {
    const run = async (point?: CrashPoint) => {
      const { save, left } = await aDesk();
      const crash = crashing(point);
      await save(crash.around).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      for (let n = 0; n < 2; n += 1) expect(await save()).toMatchObject({ version: 1 });
      const { items } = await left();
      expect(items, `${point?.when} call ${point?.call}`).toMatchObject([
        { version: 1, accountCodes: codes },
      ]);
      return crash.points();
    };
    await atEach(await run(), async (point) => void (await run(point)));
  }, 60_000);

  it("is one version as well where two say the same at once", async () => {
    const { save, left } = await aDesk();
    const [one, other] = await Promise.all([save(), save()]);
    expect(one.accountCodes).toEqual(other.accountCodes);
    expect((await left()).items).toHaveLength(1);
  });
});
