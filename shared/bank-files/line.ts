import * as z from "zod";
import { joinDetails } from "../bank-statements/join-details.ts";
import type { BankLine } from "../bank-statements/model.ts";
import { BankLineView } from "./line-wire.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import { shortened } from "./shortened.ts";

/** A line as stored. `entry` is which one of its file it is: a line that comes twice is of the first place. */
export const StoredLine = BankLineView.extend({ entry: z.int() });
export type StoredLine = z.infer<typeof StoredLine>;

/** What is called the same: a notification has the identity of what it tells of, and stands beside it. */
export type LineKey = Pick<StoredLine, "lenderId" | "lineId"> & { readonly isNotification: boolean };

export const keyOfLine = ({ lenderId, lineId, kind }: StoredLine): LineKey => ({
  lenderId,
  lineId,
  isNotification: kind === "NOTIFICATION",
});

/** Which bulk and notifications belong together; none without the bank's own reference. */
export const referenceOf = ({ bankAccount, servicerRef }: StoredLine): string | undefined =>
  servicerRef === undefined ? undefined : JSON.stringify([bankAccount, servicerRef]);

/** Only booked lines of booked statements are money. */
export const isMoney = ({ kind, status }: Pick<StoredLine, "kind" | "status">): boolean =>
  kind === "BOOKED" && status === "BOOKED";

/** A bulk whose transactions a notification may tell. */
export const isBulk = (line: StoredLine): boolean =>
  isMoney(line) && line.servicerRef !== undefined && line.batch?.details.length === 0;

type Source = { readonly file: BankFile; readonly account: KnownAccount; readonly entry: number };

export const storedLine = (line: BankLine, { file, account, entry }: Source): StoredLine =>
  StoredLine.parse(
    present({
      ...shortened(line),
      lenderId: file.lenderId,
      fileId: file.fileId,
      entry,
      bankAccountRef: account.bankAccountRef,
      agencyId: account.agencyId,
    }),
  );

/** A bulk with what its notifications tell, where that makes its amount; undefined where it does not. */
export function detailedLine(bulk: StoredLine, notified: readonly StoredLine[]): StoredLine | undefined {
  const joined = joinDetails(asRead(bulk), notified.map(asRead));
  if (!joined.ok) return undefined;
  const isShortened = notified.some((one) => one.isShortened) || undefined;
  return StoredLine.parse(present({ ...bulk, isShortened, ...shortened(joined.value) }));
}

/** A line as the readers have it: their members are there, and undefined where nothing is known. */
const asRead = ({ counterparty, batch, ...line }: StoredLine): BankLine => ({
  ...line,
  counterparty: partyOf(counterparty),
  batch: batch && {
    ...batch,
    details: batch.details.map((detail) => ({ ...detail, counterparty: partyOf(detail.counterparty) })),
  },
});

const partyOf = (party: StoredLine["counterparty"]) => party && { name: party.name, account: party.account };

/** Without members that are there and undefined. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => present(one));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, present(member)]));
}
