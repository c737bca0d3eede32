import type { LenderId } from "../kernel/ids.ts";
import type { CodesStore } from "./codes-store.ts";
import { noCodes } from "./codes-model.ts";
import { NO_CODES_VERSION, type AccountCodesView } from "./codes-wire.ts";

export type FindCodesDeps = { readonly codes: Pick<CodesStore, "head" | "find"> };

/**
 * A version of a lender's account codes; the latest when none is named.
 * @returns undefined for a version that nobody saved
 */
export const findCodes =
  ({ codes }: FindCodesDeps) =>
  async (lenderId: LenderId, version?: number): Promise<AccountCodesView | undefined> => {
    const named = version ?? (await codes.head(lenderId))?.latest ?? NO_CODES_VERSION;
    return named === NO_CODES_VERSION ? noCodes(lenderId) : codes.find(lenderId, named);
  };

export type FindCodes = ReturnType<typeof findCodes>;
