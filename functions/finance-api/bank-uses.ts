import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { announceBankFile } from "../../shared/bank-files/announce-file.ts";
import { changeEntry } from "../../shared/bank-files/change-entry.ts";
import { bankContentStore } from "../../shared/bank-files/content-store.ts";
import { bankLineStore } from "../../shared/bank-files/line-store.ts";
import { bankFileStore } from "../../shared/bank-files/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import {
  createOne,
  newReader,
  putOne,
  replaceOne,
  updateOne,
  type Table,
} from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";

/** What finance does with banks' files, and reads of them. */
export function bankUses(table: Table) {
  const reader = newReader(table);
  const stored = {
    reader,
    create: createOne(table),
    put: putOne(table),
    replace: replaceOne(table),
    update: updateOne(table),
  };
  const bankFiles = bankFileStore(stored);
  const bankContents = bankContentStore(stored);
  const bankLines = bankLineStore(stored);
  return {
    bankFiles,
    bankContents,
    bankLines,
    announceBankFile: announceBankFile({ accounts: bankAccountStore(reader), files: bankFiles }),
    changeEntry: changeEntry({
      files: bankFiles,
      contents: bankContents,
      lines: bankLines,
      breaks: breakStore(reader),
      lenders: contractStore(reader),
      idempotency: idempotencyStore(reader),
      write: newWrite(table),
      clock,
    }),
  };
}
