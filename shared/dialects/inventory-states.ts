import type { Instant } from "../kernel/time.ts";
import type { Dialect } from "./model.ts";

/** The field of a dialect's crosswalk for what an agency calls the state of a placement in its inventory. */
export const INVENTORY_STATE = "inventory.state";

/** What a placement may be by an inventory: how it ended is the end's own matter. */
export const inventoryStates = ["OFFERED", "ACTIVE", "ENDED"] as const;
export type InventoryState = (typeof inventoryStates)[number];

const isInventoryState = (word: string): word is InventoryState =>
  inventoryStates.some((one) => one === word);

/**
 * What an agency's word for a state stands for, by its dialect's map or as it is; undefined for a word that nobody
 * mapped, which is kept and not compared.
 */
export function stateSaid(
  codes: Dialect["codes"] | undefined,
  word: string | undefined,
): InventoryState | undefined {
  if (word === undefined) return undefined;
  const words = codes?.[INVENTORY_STATE] ?? {};
  const said = (Object.hasOwn(words, word) ? words[word] : undefined) ?? word.toUpperCase();
  return isInventoryState(said) ? said : undefined;
}

/** What an open placement was to its agency when an inventory was taken. */
export const stateAt = (
  { acknowledgedAt }: { readonly acknowledgedAt?: Instant },
  asOf: Instant,
): InventoryState => (acknowledgedAt !== undefined && acknowledgedAt <= asOf ? "ACTIVE" : "OFFERED");
