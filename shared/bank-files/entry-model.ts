import * as z from "zod";
import type { TransitionTable } from "../kernel/transitions.ts";
import { QuarantinedBankLineView, type EntryState } from "./entry-wire.ts";

/** The life of an entry that could not be read. What is settled stays settled: a line is only ever reversed. */
export const entryTransitions = {
  propose: { from: ["WAITING"], to: "PROPOSED" },
  correct: { from: ["WAITING", "PROPOSED"], to: "CORRECTED" },
  reject: { from: ["WAITING", "PROPOSED"], to: "REJECTED" },
  decline: { from: ["PROPOSED"], to: "WAITING" },
} as const satisfies TransitionTable<EntryState>;

/** An entry as stored. Those of before lack the members with a default, and the account's number. */
export const StoredEntry = QuarantinedBankLineView.extend({
  /** As the statement has it: identities of lines are made of it. */
  bankAccount: z.string().exactOptional(),
  version: z.int().default(0),
});
export type StoredEntry = z.infer<typeof StoredEntry>;

export const isSettled = ({ state }: Pick<StoredEntry, "state">): boolean =>
  state === "CORRECTED" || state === "REJECTED";
