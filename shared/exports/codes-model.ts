import * as z from "zod";
import type { LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { AccountCodesView, NO_CODES_VERSION } from "./codes-wire.ts";

/** A version of a lender's account codes as stored; it never changes. */
export const SavedCodes = AccountCodesView.extend({ savedBy: z.string(), savedAt: Instant });
export type SavedCodes = z.infer<typeof SavedCodes>;

/** The version in use, and the end of the history that says who saved which. */
export const CodesHead = z.object({ latest: z.int(), sequence: z.int(), head: z.string() });
export type CodesHead = z.infer<typeof CodesHead>;

export const noCodes = (lenderId: LenderId): AccountCodesView => ({
  lenderId,
  version: NO_CODES_VERSION,
  accountCodes: {},
});
