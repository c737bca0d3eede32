import type { Currency } from "../kernel/money.ts";
import type { Dates } from "./dates.ts";

/** A field with its tag, its lines and the line of the file that it begins on. */
export type Field = { readonly tag: string; readonly lines: string[]; readonly line: number };

/** What fields are read with: both remember what they were asked. */
export type Tools = {
  readonly dates: Dates;
  readonly currency: (code: string | undefined) => Currency | undefined;
};
