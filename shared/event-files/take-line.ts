import { memberOf } from "../callbacks/lanes.ts";
import { takeEvent, type Sender, type TakeEvent } from "../dialects/take-event.ts";
import { understood, type Understand } from "../dialects/understood.ts";
import { Refused, type Refusal } from "../kernel/problems.ts";
import type { ReadLine } from "./line.ts";
import type { LineResult } from "./model.ts";

/** Takes a line's event as if it had come on its own. */
export type TakeLine = (sender: Sender, read: ReadLine) => Promise<LineResult>;

/**
 * The API's own use case for every line. A repeat has the receipt that it got, so that a line that is worked again
 * ends as it did.
 * @throws Refused `unavailable`: the line may be taken later
 */
export const takeLine =
  (use: TakeEvent & Understand): TakeLine =>
  async (sender, { line, body }) => {
    const about = { line, eventId: eventIdOf(body) };
    try {
      if (body === undefined) throw new Refused({ code: "malformed-json", detail: "The line is not JSON." });
      const { answer } = await takeEvent(use, sender, await understood(use, sender.agencyId, { body }));
      const { eventId, disposition: outcome, receiptId, reason } = answer;
      const faults = reason === undefined ? [] : [{ code: reason, pointer: "", detail: "" }];
      return { line, eventId, outcome, receiptId, faults };
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code === "unavailable") throw error;
      return { ...about, outcome: "REFUSED", faults: faultsOf(error.refusal) };
    }
  };

/** A line that nothing could be done with, however often: somebody looks into the log, and the file goes on. */
export const failedLine = ({ line, body }: ReadLine): LineResult => ({
  line,
  eventId: eventIdOf(body),
  outcome: "FAILED",
  faults: [{ code: "internal-error", pointer: "", detail: "It failed on our side and may be sent again." }],
});

const EVENT_ID_LENGTH_MAX = 128;

const eventIdOf = (body: unknown): string => (memberOf(body, "eventId") ?? "").slice(0, EVENT_ID_LENGTH_MAX);

/** The problem's code, and where there are several faults, each with its place. */
const faultsOf = ({ code, detail, errors = [] }: Refusal): LineResult["faults"] =>
  errors.length === 0
    ? [{ code, pointer: "", detail }]
    : errors.map((fault) => ({ code, pointer: fault.pointer, detail: fault.detail }));
