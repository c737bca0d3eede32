import type { AgencyStore } from "../agencies/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { canonical } from "../platform/canonical.ts";
import { Dialect } from "./model.ts";
import type { DialectStore } from "./store.ts";
import { PAST_COUNT_MAX, type TrialReading, type TrialRequest, type TrialView } from "./trial-wire.ts";
import { understand } from "./understand.ts";

/** An event as its agency sent it, and the receipt of one that it did send. */
export type Sample = {
  readonly body: unknown;
  readonly sentAs?: string;
  readonly past?: { readonly receiptId: string; readonly receivedAt: string };
};

export type PastEvent = Sample & { readonly bytes: number };

export type TryDialectDeps = {
  readonly agencies: Pick<AgencyStore, "current">;
  readonly dialects: Pick<DialectStore, "current">;
  /** What the agency sent lately, the newest first. */
  readonly past: (agencyId: AgencyId, limit: number) => Promise<readonly PastEvent[]>;
};

/** What is shown of an event is about three times its text; an answer has a limit. */
const BYTES_MAX = 1024 * 1024;

/**
 * Reads events by the dialect in force and by a draft, side by side. Nothing is changed.
 * @throws Refused `not-found` for an unknown agency
 */
export const tryDialect =
  (deps: TryDialectDeps) =>
  async (agencyId: AgencyId, { draft, samples }: TrialRequest): Promise<TrialView> => {
    if ((await deps.agencies.current(agencyId)) === undefined)
      throw new Refused({ code: "not-found", detail: "No such agency." });
    const current = await deps.dialects.current(agencyId);
    const tried = draft && Dialect.parse({ ...draft, agencyId, version: 0 });
    const past = samples === undefined ? await deps.past(agencyId, PAST_COUNT_MAX) : [];
    const chosen = samples?.map((body): Sample => ({ body })) ?? fitting(past);
    const items = chosen.map(({ body, sentAs, past: receipt }, index) => {
      const now = readingOf(current, body, sentAs);
      const then = readingOf(tried ?? current, body, sentAs);
      return { index, ...receipt, now, draft: then, differs: canonical(now) !== canonical(then) };
    });
    const count = (isCounted: (item: (typeof items)[number]) => boolean) => items.filter(isCounted).length;
    return {
      items,
      totals: {
        events: items.length,
        differ: count(({ differs }) => differs),
        understoodNow: count(({ now }) => now.outcome === "UNDERSTOOD"),
        understoodByDraft: count((item) => item.draft.outcome === "UNDERSTOOD"),
      },
      more: samples === undefined && chosen.length < past.length,
    };
  };

function fitting(past: readonly PastEvent[]): readonly PastEvent[] {
  let bytes = 0;
  return past.filter((one) => (bytes += one.bytes) <= BYTES_MAX);
}

/** A sample has no header: an event id that only the header has is no fault of the dialect. */
const SAMPLE_ID = "sample";

function readingOf(dialect: Dialect | undefined, body: unknown, sentAs = SAMPLE_ID): TrialReading {
  const event = understand(dialect, body, sentAs);
  if ("schema" in event) return { outcome: "MALFORMED", unknownFields: [] };
  const { unknownFields } = event;
  return "callback" in event
    ? { outcome: "UNDERSTOOD", callback: { ...event.callback }, unknownFields: [...unknownFields] }
    : { outcome: "UNKNOWN", unknown: event.unknown, unknownFields: [...unknownFields] };
}
