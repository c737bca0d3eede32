import { canonical } from "../platform/canonical.ts";
import type { Dialect } from "./model.ts";
import type { TrialReading, TrialView } from "./trial-wire.ts";
import { understand } from "./understand.ts";

/** An event as its agency sent it, and the receipt of one that it did send. */
export type Sample = {
  readonly body: unknown;
  readonly sentAs?: string;
  readonly past?: { readonly receiptId: string; readonly receivedAt: string };
};

type By = { readonly current: Dialect | undefined; readonly draft: Dialect | undefined };

/** Events read by two dialects, side by side. */
export function trialOf(by: By, samples: readonly Sample[]): Omit<TrialView, "more"> {
  const items = samples.map(({ body, sentAs, past }, index) => {
    const now = readingOf(by.current, body, sentAs);
    const draft = readingOf(by.draft, body, sentAs);
    return { index, ...past, now, draft, differs: canonical(now) !== canonical(draft) };
  });
  const count = (isCounted: (item: (typeof items)[number]) => boolean) => items.filter(isCounted).length;
  return {
    items,
    totals: {
      events: items.length,
      differ: count(({ differs }) => differs),
      understoodNow: count(({ now }) => now.outcome === "UNDERSTOOD"),
      understoodByDraft: count(({ draft }) => draft.outcome === "UNDERSTOOD"),
    },
  };
}

/** A sample has no header: an event id that only the header has is no fault of the dialect. */
const SAMPLE_ID = "sample";

function readingOf(dialect: Dialect | undefined, body: unknown, sentAs = SAMPLE_ID): TrialReading {
  const event = understand(dialect, body, sentAs);
  if ("schema" in event) return { outcome: "MALFORMED", unknownFields: [] };
  const unknownFields = [...event.unknownFields];
  return "callback" in event
    ? { outcome: "UNDERSTOOD", callback: { ...event.callback }, unknownFields }
    : { outcome: "UNKNOWN", unknown: event.unknown, unknownFields };
}
