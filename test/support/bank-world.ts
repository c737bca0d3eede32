import { BankAccount } from "../../shared/bank-accounts/model.ts";
import { BankAccountBody } from "../../shared/bank-accounts/wire.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { announceBankFile } from "../../shared/bank-files/announce-file.ts";
import { bankChainStore } from "../../shared/bank-files/chain-store.ts";
import { closeFinding } from "../../shared/breaks/close-finding.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { changeEntry } from "../../shared/bank-files/change-entry.ts";
import { bankContentStore } from "../../shared/bank-files/content-store.ts";
import { bankFileObjects } from "../../shared/bank-files/file-store.ts";
import { bankUploadKey } from "../../shared/bank-files/keys.ts";
import { bankLineStore } from "../../shared/bank-files/line-store.ts";
import type { BankFile } from "../../shared/bank-files/model.ts";
import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import { bankFileStore } from "../../shared/bank-files/store.ts";
import { takeBankFile } from "../../shared/bank-files/take-file.ts";
import { AnnounceBankFileRequest } from "../../shared/bank-files/wire.ts";
import { readBankFile } from "../../shared/bank-statements/read-bank-file.ts";
import { Currency } from "../../shared/kernel/money.ts";
import type { Lender } from "../../shared/lenders/model.ts";
import type { BankLine } from "../../shared/reconciliation/model.ts";
import { csvRows } from "../../shared/platform/csv.ts";
import { createOne, newReader, putOne, replaceOne, updateOne } from "../../shared/platform/dynamo.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { objectsWithin, readerWithin, untouched, type Around } from "./around.ts";
import { bankAnnouncement } from "./bank-statement.ts";
import { quietObjects } from "./batch-world.ts";
import { aLender, now } from "./builders.ts";
import { quietTable } from "./quiet-table.ts";

/** A lender whose banks send files, on the quiet table and a quiet bucket, with something around every call. */
export type BankWorld = Awaited<ReturnType<typeof newBankWorld>>;

export async function newBankWorld(wish: Partial<Pick<Lender, "lenderId" | "fourEyesAbove">> = {}) {
  const lender = aLender(wish);
  const { lenderId } = lender;
  const table = quietTable();
  const objects = await quietObjects();
  const clock = { now: () => now };
  const plain = newReader(table);
  const accounts = bankAccountStore(plain);

  const useCases = (around: Around = untouched) => {
    const [creating, updating] = [createOne(table), updateOne(table)];
    const [putting, replacing, writing] = [putOne(table), replaceOne(table), newWrite(table)];
    const stored = {
      reader: readerWithin(around, plain),
      create: ((item) => around(() => creating(item))) satisfies typeof creating,
      put: ((item) => around(() => putting(item))) satisfies typeof putting,
      replace: ((change) => around(() => replacing(change))) satisfies typeof replacing,
      update: ((change) => around(() => updating(change))) satisfies typeof updating,
    };
    const files = bankFileStore(stored);
    const lines = bankLineStore(stored);
    const contents = bankContentStore(stored);
    const breaks = breakStore(stored.reader);
    const write: typeof writing = (written) => around(() => writing(written));
    const finds = { breaks, write, update: stored.update, clock };
    return {
      files,
      contents,
      lines,
      open: openBankLineStore(stored.reader),
      announce: announceBankFile({ accounts: bankAccountStore(stored.reader), files }),
      take: takeBankFile({
        accounts: bankAccountStore(stored.reader),
        files,
        contents,
        lines,
        chain: bankChainStore(stored),
        openBreak: openFinding(finds),
        closeBreak: closeFinding(finds),
        objects: bankFileObjects(objectsWithin(around, objects)),
        read: readBankFile({ csvRows }),
        inParallel: (items, work) => inParallel(items, around === untouched ? 8 : 1, work),
        write,
        clock,
      }),
      change: changeEntry({
        files,
        contents,
        lines,
        breaks,
        lenders: { lender: async () => lender },
        idempotency: idempotencyStore(stored.reader),
        write,
        clock,
      }),
    };
  };

  const uploaded = async (content: string, changes: object = {}): Promise<BankFile> => {
    const request = AnnounceBankFileRequest.parse(bankAnnouncement(content, { ...changes }));
    const { file } = await useCases().announce({ lenderId, request, by: "key_1", now });
    await objects.put(bankUploadKey(file), content, "application/octet-stream");
    return file;
  };
  const found = async ({ fileId }: BankFile): Promise<BankFile> => (await useCases().files.find(fileId))!;

  return {
    lenderId,
    useCases,
    uploaded,
    found,
    account: async (bankAccountRef: string, body: object): Promise<void> => {
      const account = { ...BankAccountBody.parse(body), lenderId, bankAccountRef };
      await putOne(table)(accounts.item(BankAccount.parse(account)));
    },
    /** Sends a file and takes it. */
    load: async (content: string, changes: object = {}): Promise<BankFile> => {
      const file = await uploaded(content, changes);
      await useCases().take(file);
      return found(file);
    },
    /** Every open line, over pages of two. */
    open: async (currency = "EUR"): Promise<readonly BankLine[]> => {
      const all: BankLine[] = [];
      let after: Readonly<Record<string, unknown>> | undefined;
      do {
        const paging = { limit: 2, ...(after && { after }) };
        const page = await useCases().open.openLines(lenderId, Currency.parse(currency), paging);
        all.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      return all;
    },
    /** What is at odds. */
    breaks: async () => {
      const { records } = await breakStore(plain).page({ lenderId, list: "OPEN", limit: 100 });
      return records.map(({ code, amount, timesSeen, version }) => ({ code, amount, timesSeen, version }));
    },
    /** What is at odds no more, and why. */
    resolved: async () => {
      const { records } = await breakStore(plain).page({ lenderId, list: "RESOLVED", limit: 100 });
      return records.map(({ code, resolution }) => ({
        code,
        method: resolution?.method,
        explanation: resolution?.explanation,
        ledgerEventId: resolution?.ledgerEventId,
      }));
    },
    /** What a file posted: the events of its history. */
    history: async ({ fileId }: BankFile) =>
      (await plain.page({ pk: `ACCOUNT#${fileId}`, prefix: "EVENT#", limit: 100 })).items as readonly {
        readonly type: string;
        readonly book?: string;
        readonly postings: readonly { readonly account: string; readonly amount: number }[];
      }[],
  };
}
