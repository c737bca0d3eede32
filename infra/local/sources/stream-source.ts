import { compileFilters } from "./filter-pattern.ts";
import { createLoop } from "./looping.ts";
import type { EventSource } from "./sources-model.ts";
import type { StreamRecord } from "./stream-api.ts";
import { handOver, type StreamBatchSettings } from "./stream-batches.ts";
import type { StreamReader } from "./stream-reader.ts";
import { createWaiter } from "./waiter.ts";

export type StreamSourceSettings = Omit<StreamBatchSettings, "isStopping"> & {
  readonly reader: StreamReader;
  readonly report: (problem: unknown) => void;
};

/** A stream cannot be waited on: so often it is looked at when nothing hints that there is something new. */
const idle = { leastMs: 5, mostMs: 250 };
/** Under load, polls this far apart find batches worth an invocation. */
const busy = { leastMs: 40, mostMs: 40 };

export type StreamSource = EventSource & {
  /** There may be something new: a function just ended. */
  readonly hint: () => void;
};

/** Feeds a function from a table's stream, in order, going on after a restart where it stopped. */
export function createStreamSource(settings: StreamSourceSettings): StreamSource {
  const { source, reader, report } = settings;
  const waiter = createWaiter();
  const askers = createAskers();
  let isHandling = false;

  const poll = async (): Promise<boolean> => {
    const satisfied = askers.take();
    const records = await reader.read();
    if (records.length === 0) {
      satisfied();
      return false;
    }
    isHandling = true;
    try {
      if (!(await dispose(records))) reader.rewind();
    } catch (error) {
      reader.rewind();
      throw error;
    } finally {
      isHandling = false;
    }
    return true;
  };
  const looping = createLoop(async () => {
    const found = await poll();
    if (!looping.isStopping()) await waiter.wait(found ? busy : idle);
  }, report);
  const dispose = disposer({ ...settings, isStopping: looping.isStopping });
  return {
    start: async () => looping.start(),
    hint: waiter.hint,
    settled: () => {
      if (looping.isStopping()) return Promise.resolve();
      const caughtUp = askers.ask();
      waiter.wake();
      return caughtUp;
    },
    busyWith: async () => (isHandling ? `records for ${source.id}` : undefined),
    stop: async () => {
      const stopped = looping.stop();
      waiter.wake();
      await stopped;
      askers.take()();
      reader.close();
    },
  };
}

type Askers = {
  /** Resolves when a read that began after this found nothing. */
  readonly ask: () => Promise<void>;
  /** Those who asked up to now; to be called when a read that begins now finds nothing. */
  readonly take: () => () => void;
};

function createAskers(): Askers {
  const waiting = new Set<() => void>();
  return {
    ask: () => new Promise((resolve) => waiting.add(resolve)),
    take: () => {
      const taken = [...waiting];
      return () => {
        for (const resolve of taken) {
          waiting.delete(resolve);
          resolve();
        }
      };
    },
  };
}

/** Hands records over batch by batch, remembering after each how far it got; false when it did not get to the end. */
function disposer(
  settings: StreamSourceSettings & StreamBatchSettings,
): (records: readonly StreamRecord[]) => Promise<boolean> {
  const passes = compileFilters(settings.source.filters, settings.source.id);
  return async (records) => {
    for (const { wanted, last } of batches(records, passes, settings.source.batchSize)) {
      if (wanted.length > 0 && !(await handOver(wanted, settings))) return false;
      settings.reader.handled(last);
    }
    return true;
  };
}

type RecordBatch = { readonly wanted: readonly StreamRecord[]; readonly last: StreamRecord };

/** Batches of records that pass the filters, each with the last record it disposes of, wanted or not. */
function* batches(
  records: readonly StreamRecord[],
  passes: (record: StreamRecord) => boolean,
  batchSize: number,
): Generator<RecordBatch> {
  let wanted: StreamRecord[] = [];
  for (const [index, record] of records.entries()) {
    if (passes(record)) wanted.push(record);
    if (wanted.length === batchSize || index === records.length - 1) {
      yield { wanted, last: record };
      wanted = [];
    }
  }
}
