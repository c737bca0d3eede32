import { contractStore } from "../../shared/contracts/store.ts";
import { codesStore } from "../../shared/exports/codes-store.ts";
import { findCodes } from "../../shared/exports/find-codes.ts";
import { saveCodes } from "../../shared/exports/save-codes.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { newReader, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";

/** What reads and saves account codes. */
export function accountCodeUses(table: Table) {
  const reader = newReader(table);
  const codes = codesStore(reader);
  return {
    codes,
    findCodes: findCodes({ codes }),
    saveCodes: saveCodes({ codes, lenders: contractStore(reader), write: newWrite(table), clock }),
  };
}
