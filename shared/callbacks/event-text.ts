import { Refused } from "../kernel/problems.ts";

/** A narrative of 20,000 characters fits; a quarantined callback, kept whole, still fits an item. */
export const EVENT_BYTES_MAX = 128 * 1024;

/** No event type goes deeper than a few; text and hash are made level by level. */
const LEVEL_COUNT_MAX = 50;

/**
 * An event as JSON without white space: what is kept of it. It may be longer than what came, for numbers are written
 * out.
 * @throws Refused `invalid-request`, `payload-too-large`
 */
export function eventText(body: unknown): string {
  if (isDeeper(body, LEVEL_COUNT_MAX))
    throw new Refused({ code: "invalid-request", detail: `It has more than ${LEVEL_COUNT_MAX} levels.` });
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > EVENT_BYTES_MAX)
    throw new Refused({
      code: "payload-too-large",
      detail: `An event may have ${EVENT_BYTES_MAX} bytes at most.`,
    });
  return text;
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1)));
