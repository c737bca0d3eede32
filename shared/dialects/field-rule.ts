import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { patternNames } from "./dates.ts";

/** A place in the agency's own words: a member of its body, or a header of its file. */
export const Theirs = z
  .string()
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)+$/u, { error: "a JSON pointer such as /zahlung/betrag" });

const Scalar = z.union([z.string().max(500), z.int(), z.boolean()]);

const hasCurrency = (rule: { currency?: unknown; currencyFrom?: unknown }): boolean =>
  rule.currency !== undefined || rule.currencyFrom !== undefined;

/** How a value of theirs becomes one of ours, at a place that is one of `Ours`; without `as` it is taken as it stands. */
export const fieldRuleTo = <Ours extends z.ZodType<string, string>>(Ours: Ours) =>
  z
    .strictObject({
      to: Ours,
      from: Theirs,
      as: z.enum(["text", "integer", "minor-units", "date", "instant", "boolean"]).exactOptional(),
      pattern: z.enum(patternNames).exactOptional(),
      currency: Currency.exactOptional(),
      currencyFrom: Theirs.exactOptional(),
      /** What stands before the decimals; a point, when left out. */
      decimalMark: z.enum([".", ","]).exactOptional(),
      absent: z
        .array(z.union([z.string().max(64), z.int()]))
        .max(20)
        .exactOptional(),
      default: Scalar.exactOptional(),
    })
    .refine(({ as, pattern }) => pattern === undefined || as === "date" || as === "instant", {
      error: "only dates and instants have a pattern",
      path: ["pattern"],
    })
    .refine((rule) => (rule.as === "minor-units") === hasCurrency(rule), {
      error: "minor units need a currency or currencyFrom, and nothing else has one",
      path: ["currency"],
    });

export const constantTo = <Ours extends z.ZodType<string, string>>(Ours: Ours) =>
  z.strictObject({ to: Ours, value: Scalar });

/** No place may lie inside another one: the order of rules would decide what comes out. */
export const isUnambiguous = (tos: readonly string[]): boolean =>
  tos.every((one) => tos.every((other) => !other.startsWith(`${one}/`)));
