import { daysAfter, type Clock, type LocalDate } from "../kernel/time.ts";
import type { JournalEntry } from "../ledger/journal.ts";
import type { JournalStore } from "../ledger/journal-store.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { OutgoingFiles } from "../platform/outgoing-files.ts";
import { headerOf, textOf } from "./journal-rows.ts";
import { exportKey, type Export } from "./model.ts";
import type { ExportStore } from "./store.ts";
import type { ExportId } from "./wire.ts";

export type WriteExportDeps = {
  readonly exports: Pick<ExportStore, "find" | "written">;
  readonly journal: Pick<JournalStore, "ofDay">;
  readonly objects: Pick<OutgoingFiles, "open">;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/** Entries that are held at once. */
const PAGE_SIZE = 200;

/**
 * Writes an export day by day, holding one page of the journal. Telling it again writes the same bytes again.
 * @throws when an entry or the whole does not balance: then nothing is handed out
 */
export const writeExport =
  (deps: WriteExportDeps) =>
  async (exportId: ExportId): Promise<void> => {
    const one = await deps.exports.find(exportId);
    if (one === undefined || one.state === "WRITTEN") return;
    const sink = deps.objects.open(exportKey(one), contentTypes[one.format]);
    await sink.write(headerOf(one));
    const totals = { entries: 0, debit: 0, credit: 0 };
    for await (const entries of pagesOf(deps, one)) {
      await sink.write(textOf(one, entries));
      for (const { postings } of entries) {
        totals.entries += 1;
        for (const { amount } of postings) totals[amount > 0 ? "debit" : "credit"] += Math.abs(amount);
      }
    }
    if (totals.debit !== totals.credit) throw new Error(`${exportId} does not balance`);
    const object = await sink.close();
    await deps.update(deps.exports.written(one, { at: deps.clock.now(), ...object, ...totals }));
  };

const contentTypes = { CSV: "text/csv; charset=utf-8", JSONL: "application/jsonl; charset=utf-8" } as const;

async function* pagesOf(
  { journal }: WriteExportDeps,
  { owner, currency, from, to }: Export,
): AsyncGenerator<readonly JournalEntry[], void, undefined> {
  for (let date: LocalDate | undefined = from; date !== undefined && date <= to; date = daysAfter(date, 1)) {
    let after: Readonly<Record<string, unknown>> | undefined;
    do {
      const page = await journal.ofDay({ owner, currency }, date, {
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      yield page.items;
      after = page.next;
    } while (after !== undefined);
  }
}
