import type { BankFileEvent } from "../bank-statements/model.ts";
import type { ReadSettings } from "../bank-statements/read-bank-file.ts";
import type { Clock } from "../kernel/time.ts";
import type { Write } from "../platform/write.ts";
import type { BankContentStore } from "./content-store.ts";
import type { BankFileObjects } from "./file-store.ts";
import { quarantinedFinding } from "./findings.ts";
import { keepInChain, openFor, type KeepChainDeps, type Source } from "./keep-chain.ts";
import { keepLines, type KeepLinesDeps } from "./keep-lines.ts";
import type { StoredEntry } from "./entry-model.ts";
import { storedLine, type StoredLine } from "./line.ts";
import { loadedEvents } from "./loaded.ts";
import { BLOCK_SIZE, type BankFile, type KnownAccount, type Stored } from "./model.ts";
import { accountOf } from "./settings.ts";
import type { BankFileStore } from "./store.ts";
import { statementView } from "./view.ts";
import type { BankStatementView } from "./wire.ts";

export type LoadBankFileDeps = KeepLinesDeps &
  KeepChainDeps & {
    readonly files: Pick<BankFileStore, "progressed" | "once" | "loaded">;
    readonly contents: Pick<BankContentStore, "keepStatement" | "keepQuarantined">;
    readonly objects: Pick<BankFileObjects, "open">;
    readonly read: (
      bytes: AsyncIterable<Uint8Array>,
      settings: ReadSettings,
    ) => AsyncIterable<readonly BankFileEvent[]>;
    readonly write: Write;
    readonly clock: Clock;
  };

/** Everything of a file that was found good; the last write makes it count. */
export async function loadBankFile(deps: LoadBankFileDeps, file: BankFile): Promise<void> {
  const loading = newLoading(deps, file);
  const opened = await deps.objects.open(file, file.etag ?? "");
  for await (const events of deps.read(opened.bytes, file.settings ?? {}))
    for (const event of events) await loading.take(event);
  await deps.write(writtenOf(deps, file, await loading.end()));
}

/** Goes through a file again, and stores what the marks do not say is stored. */
function newLoading(deps: LoadBankFileDeps, file: BankFile) {
  const counts = { statements: 0, quarantined: 0, entries: 0 };
  let stored: Stored = file.stored;
  let account: KnownAccount | undefined;
  let bankAccount = "";
  const source = (): Source => ({ file, account: known(account) });
  let block: StoredLine[] = [];
  const flush = async (): Promise<void> => {
    if (block.length === 0) return;
    stored = await keepLines(deps, file, { lines: block, before: stored });
    await deps.files.progressed(file, stored);
    block = [];
  };
  const take = async (event: BankFileEvent): Promise<void> => {
    switch (event.kind) {
      case "statement":
        ({ bankAccount } = event.statement);
        account = accountOf(file.accounts ?? [], bankAccount);
        return;
      case "line":
        counts.entries += 1;
        if (counts.entries <= stored.lines) return;
        block.push(storedLine(event.line, { file, account: known(account), entry: counts.entries }));
        return block.length < BLOCK_SIZE ? undefined : flush();
      case "quarantined":
        counts.quarantined += 1;
        return setAside(deps, source(), {
          ...event.quarantined,
          ...newEntry,
          fileId: file.fileId,
          number: counts.quarantined,
          bankAccount,
        });
      case "statement-end":
        counts.statements += 1;
        return keepStatement(deps, source(), statementView(event, known(account), counts.statements));
      case "refused":
        throw new Error(`${file.fileId} was good and is ${event.refusal.code}`);
      case "end":
    }
  };
  return {
    take,
    end: async (): Promise<Stored> => {
      await flush();
      return stored;
    },
  };
}

const newEntry = { state: "WAITING", version: 1 } as const;

async function setAside(deps: LoadBankFileDeps, { file, account }: Source, one: StoredEntry): Promise<void> {
  await deps.contents.keepQuarantined(file, one);
  await openFor(deps, file, quarantinedFinding(file, account, one));
}

async function keepStatement(deps: LoadBankFileDeps, source: Source, one: BankStatementView): Promise<void> {
  await deps.contents.keepStatement(source.file.fileId, one);
  await keepInChain(deps, source, one);
}

function known(account: KnownAccount | undefined): KnownAccount {
  if (account === undefined)
    throw new Error("a statement of an account that nobody knew when it was checked");
  return account;
}

function writtenOf({ files, clock }: LoadBankFileDeps, file: BankFile, stored: Stored) {
  const now = clock.now();
  return {
    identity: [files.once(file, now)],
    state: [files.loaded(file, stored, now)],
    events: loadedEvents(file, stored, now),
  } as const;
}
