import type { LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";

/** What a run goes over: what a lender has with all of its agencies in one currency. */
export type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };
