import { signedOf, fieldAt, fundsAt, type Bai2Record } from "./bai2-record.ts";

/** One status or total that stands in record 03. */
export type Summary = {
  readonly type: string;
  readonly text: string;
  readonly amount: bigint | undefined;
  readonly count: string;
};

/** Everything behind the account and its currency, four fields each and more for what funds are made of. */
export function summariesOf(record: Bai2Record): readonly Summary[] {
  const found: Summary[] = [];
  let at = 2;
  while (at < record.fields.length) {
    const [type, text, count] = [fieldAt(record, at), fieldAt(record, at + 1), fieldAt(record, at + 2)];
    if (type !== "" || text !== "") found.push({ type, text, amount: signedOf(text), count });
    at = fundsAt(record, at + 3).next;
  }
  return found;
}
