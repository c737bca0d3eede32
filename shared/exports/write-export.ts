import type { Clock } from "../kernel/time.ts";
import type { UpdateOne } from "../platform/dynamo.ts";
import type { OutgoingFiles } from "../platform/outgoing-files.ts";
import { breakColumns } from "./break-rows.ts";
import { breakPages, type BreakPagesDeps } from "./break-pages.ts";
import { journalPages, type JournalPagesDeps } from "./journal-pages.ts";
import { headerOf } from "./journal-rows.ts";
import { exportKey, type Export } from "./model.ts";
import type { RecoveryPagesDeps } from "./recovery-deps.ts";
import { recoveryPages } from "./recovery-pages.ts";
import { recoveryColumns } from "./recovery-rows.ts";
import { headerText } from "./row-text.ts";
import type { ExportStore } from "./store.ts";
import type { ExportId } from "./wire.ts";

export type WriteExportDeps = JournalPagesDeps &
  BreakPagesDeps &
  RecoveryPagesDeps & {
    readonly exports: Pick<ExportStore, "find" | "written">;
    readonly objects: Pick<OutgoingFiles, "open">;
    readonly update: UpdateOne;
    readonly clock: Clock;
  };

/** Some rows as text, and what they add up to. */
export type ExportPage = {
  readonly text: string;
  readonly entries: number;
  readonly debit: number;
  readonly credit: number;
};

/**
 * Writes an export, holding one page of it. Telling it again writes the same bytes again.
 * @throws when the whole does not balance: then nothing is handed out
 */
export const writeExport =
  (deps: WriteExportDeps) =>
  async (exportId: ExportId): Promise<void> => {
    const one = await deps.exports.find(exportId);
    if (one === undefined || one.state === "WRITTEN") return;
    const sink = deps.objects.open(exportKey(one), contentTypes[one.format]);
    const { header, pages } = contentOf(deps, one);
    await sink.write(header);
    const totals = { entries: 0, debit: 0, credit: 0 };
    for await (const { text, ...page } of pages) {
      await sink.write(text);
      totals.entries += page.entries;
      totals.debit += page.debit;
      totals.credit += page.credit;
    }
    if (totals.debit !== totals.credit) throw new Error(`${exportId} does not balance`);
    const object = await sink.close();
    await deps.update(deps.exports.written(one, { at: deps.clock.now(), ...object, ...totals }));
  };

const contentTypes = { CSV: "text/csv; charset=utf-8", JSONL: "application/jsonl; charset=utf-8" } as const;

function contentOf(deps: WriteExportDeps, one: Export) {
  switch (one.kind) {
    case "JOURNAL":
      return { header: headerOf(one), pages: journalPages(deps, one) };
    case "BREAKS":
      return { header: headerText(one, breakColumns), pages: breakPages(deps, one) };
    case "RECOVERIES":
      return { header: headerText(one, recoveryColumns), pages: recoveryPages(deps, one) };
  }
}
