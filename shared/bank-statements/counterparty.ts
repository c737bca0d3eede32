import type { Counterparty } from "./model.ts";

/** Somebody of whom at least one thing is known. */
export const counterparty = (
  name: string | undefined,
  account: string | undefined,
): Counterparty | undefined =>
  name || account ? { name: name || undefined, account: account || undefined } : undefined;
