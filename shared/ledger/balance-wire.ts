import * as z from "zod";
import { Currency, Sum } from "../kernel/money.ts";
import { Component } from "./model.ts";

/** What is owed and what is the debtor's, wherever a balance is answered. */
export const BalanceView = z.object({
  currency: Currency,
  outstanding: Sum,
  creditBalance: Sum,
  components: z.array(z.object({ component: Component, amount: Sum })),
});
export type BalanceView = z.infer<typeof BalanceView>;
