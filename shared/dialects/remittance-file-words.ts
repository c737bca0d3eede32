import * as z from "zod";
import { constantTo, fieldRuleTo, isUnambiguous, Theirs } from "./field-rule.ts";

/** What a row of an advice's file may say: a line of the advice or, in its last row, what all of them come to. */
export const remittanceRowMembers = {
  texts: [
    "kind",
    "paymentRef",
    "originalPaymentRef",
    "recipient",
    "placementId",
    "currency",
    "paidOn",
    "depositedOn",
    "planRef",
  ],
  amounts: ["gross", "commission", "tax", "direct", "costs", "net"],
  counts: ["planVersion", "lineCount"],
} as const;

const members: ReadonlySet<string> = new Set(Object.values(remittanceRowMembers).flat());

/** A place in a row. */
const Ours = z
  .string()
  .max(100)
  .refine((pointer) => pointer.startsWith("/") && members.has(pointer.slice(1)), {
    error: "leads to no member of a line or of a trailer",
  });

const Code = z.string().min(1).max(64);

const CODE_COUNT_MAX = 100;

const codesOf = <Canonical extends z.ZodType<string, string>>(Canonical: Canonical) =>
  z.record(Code, Canonical).refine((codes) => Object.keys(codes).length <= CODE_COUNT_MAX, {
    error: `at most ${CODE_COUNT_MAX} codes`,
  });

/** What a row is: a kind of line, or the last row with the totals. */
export const RowKind = z.enum(["PAYMENT", "REVERSAL", "DIRECT_PAYMENT", "COST", "TRAILER"]);

const Recipient = z.enum(["AGENCY", "LENDER"]);

const delimiter = z.enum([",", ";", "\t", "|"]);
const encoding = z.enum(["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"]);
/** How what went back is told: by its kind, with amounts above zero, or by a minus before its amounts. */
const reversals = z.enum(["BY_KIND", "BY_MINUS"]);

export const RowRule = fieldRuleTo(Ours);
export const RowConstant = constantTo(Ours);

/** How the CSV files of an agency are read by which it advises remittances. `from` leads to a column, by its header. */
export const RemittanceFileWords = z.object({
  delimiter,
  encoding,
  fields: z.array(RowRule),
  constants: z.array(RowConstant),
  /** Columns that are left out knowingly. */
  ignored: z.array(Theirs),
  codes: z.object({ kind: z.record(z.string(), RowKind), recipient: z.record(z.string(), Recipient) }),
  reversals,
});
export type RemittanceFileWords = z.infer<typeof RemittanceFileWords>;

/** The same as it is saved. */
export const RemittanceFileWordsBody = z
  .strictObject({
    delimiter: delimiter.default(","),
    encoding: encoding.default("utf-8"),
    fields: z.array(RowRule).min(1).max(100),
    constants: z.array(RowConstant).max(20).default([]),
    ignored: z.array(Theirs).max(100).default([]),
    codes: z
      .strictObject({ kind: codesOf(RowKind).default({}), recipient: codesOf(Recipient).default({}) })
      .prefault({}),
    reversals: reversals.default("BY_KIND"),
  })
  .refine(({ fields, constants }) => isUnambiguous([...fields, ...constants].map(({ to }) => to)), {
    error: "one place lies inside another one",
    path: ["fields"],
  });
