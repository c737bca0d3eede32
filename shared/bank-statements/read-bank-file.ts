import type { CsvMap } from "./csv-map.ts";
import { csvSteps, inUtf8, startOf, type CsvRows } from "./csv-steps.ts";
import type { BankFileEvent } from "./model.ts";
import { newProgress } from "./progress.ts";
import { textSteps, type TextSettings } from "./text-steps.ts";
import { Unreadable } from "./unreadable.ts";

/** CSV is read by its map; every other format is found out. */
export type ReadSettings = TextSettings | { readonly csv: CsvMap };

/**
 * Reads a bank file once, in constant memory: its statements, their lines, what cannot be read, and what does not
 * add up, in the order of the file and as many at a time as a piece of it tells. The last event is `end`, or
 * `refused` where the file is broken.
 */
export const readBankFile = ({ csvRows }: { readonly csvRows: CsvRows }) =>
  async function* read(
    bytes: AsyncIterable<Uint8Array>,
    settings: ReadSettings = {},
  ): AsyncGenerator<readonly BankFileEvent[], void, undefined> {
    let events: BankFileEvent[] = [];
    const progress = newProgress((event) => void events.push(event));
    const steps =
      "csv" in settings
        ? csvSteps(csvRows(inUtf8(bytes, settings.csv), startOf(settings.csv)), settings.csv, progress)
        : textSteps(bytes, settings, progress);
    try {
      for await (const _ of steps) {
        if (events.length > 0) yield events;
        events = [];
      }
      events.push({ kind: "end", ...progress.end() });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      events.push({ kind: "refused", refusal: error.refusal });
    }
    yield events;
  };
