import type { Claim } from "./tally.ts";
import { fieldAt, signedOf, type Bai2Record } from "./bai2-record.ts";

/** What a level of a file adds up to: an account, a group, the file. */
export type Level = { sum: bigint; parts: number; records: number };

export const newLevel = (): Level => ({ sum: 0n, parts: 0, records: 0 });

const sumReason = "The amounts do not make the control total.";
const countReason = "There are more or fewer records than the control total says.";
const partReason = "There are more or fewer parts than the control total says.";

/** Record 49 has a total and its records; 98 and 99 have also how many accounts or groups there are. */
export function claimsOf(record: Bai2Record, level: Level): readonly Claim[] {
  const hasParts = record.code !== "49";
  return [
    {
      code: "CONTROL_TOTAL_MISMATCH",
      reason: sumReason,
      stated: stated(fieldAt(record, 0)),
      found: level.sum,
    },
    ...(hasParts ? [claim("PART_COUNT_MISMATCH", partReason, [fieldAt(record, 1), level.parts])] : []),
    claim("RECORD_COUNT_MISMATCH", countReason, [fieldAt(record, hasParts ? 2 : 1), level.records]),
  ];
}

const claim = (code: string, reason: string, [text, found]: readonly [string, number]): Claim => ({
  code,
  reason,
  stated: stated(text),
  found: BigInt(found),
});

/** A total that cannot be read is one that nothing makes. */
const UNREADABLE = -(10n ** 30n);

const stated = (text: string): bigint => signedOf(text) ?? UNREADABLE;
