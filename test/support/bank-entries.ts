import type { ChangedEntry } from "../../shared/bank-files/change-entry.ts";
import {
  CorrectBankEntryRequest,
  type EntryCommand,
  type EntrySettlement,
} from "../../shared/bank-files/entry-wire.ts";
import type { BankFile } from "../../shared/bank-files/model.ts";
import { camt, type Entry, type Statement } from "./bank-statement.ts";
import { newBankWorld, type BankWorld } from "./bank-world.ts";

const IBAN = "DE02100500000054540402";

export async function anEntryWorld(wish: Parameters<typeof newBankWorld>[0] = {}): Promise<BankWorld> {
  const world = await newBankWorld(wish);
  await world.account("main", { number: IBAN, currency: "EUR" });
  return world;
}

export const aStatement = (
  entries: readonly Entry[],
  of: Partial<Statement> = {},
  message?: "052" | "053" | "054",
) => camt([{ account: IBAN, ...of, entries }], message);

/** What a person reads in an entry: 20.00 that came in, under the bank's reference R2. */
const stated = (over: object = {}): CorrectBankEntryRequest =>
  CorrectBankEntryRequest.parse({
    side: "CREDIT",
    amount: { amount: 2_000, currency: "EUR" },
    valueDate: "2026-03-31",
    servicerRef: "R2",
    explanation: "The bank confirmed it by mail.",
    ...over,
  });

export const correction = (over: object = {}): EntrySettlement => ({
  kind: "CORRECTION",
  correction: stated(over),
});

export const rejection: EntrySettlement = {
  kind: "REJECTION",
  rejection: { explanation: "A remark of the bank's." },
};

export type Asked = { readonly by?: string; readonly number?: number; readonly key?: string };

const ONE = "key_01JB4QG4T3X8N0V5R7W2D9E6HB";
export const OTHER = "key_01JB4QG4T3X8N0V5R7W2D9E6HC";

/** Somebody of finance does something with an entry of a file. */
export const changing =
  ({ lenderId }: BankWorld, { fileId }: BankFile) =>
  async (
    { change }: ReturnType<BankWorld["useCases"]>,
    command: EntryCommand,
    { by = ONE, number = 1, key }: Asked = {},
  ): Promise<ChangedEntry> =>
    change({
      fileId,
      number,
      reach: { lenderId },
      actor: { kind: "FINANCE", id: by },
      command,
      ...(key !== undefined && { once: { key, bodyHash: JSON.stringify(command) } }),
    });
