import * as z from "zod";
import { Envelope } from "../callbacks/wire.ts";
import { canonicalCodesOf, isDataMember } from "./code-fields.ts";
import { constantTo, fieldRuleTo, isUnambiguous, Theirs } from "./field-rule.ts";
import { RemittanceFileWords, RemittanceFileWordsBody } from "./remittance-file-words.ts";

const RULE_COUNT_MAX = 100;
const CODE_COUNT_MAX = 500;

const isOurs = (pointer: string): boolean => {
  const [, first = "", member = ""] = pointer.split("/");
  return first === "data" ? isDataMember(member) : Object.hasOwn(Envelope.shape, first);
};

/** A place in the gateway's envelope. */
const Ours = z
  .string()
  .max(100)
  .regex(/^\/[A-Za-z]+(\/[A-Za-z]+){0,3}$/u, { error: "a JSON pointer such as /data/amount" })
  .refine(isOurs, { error: "leads to no member of a callback" });

/** How a value of theirs becomes one of ours; without `as` it is taken as it stands. */
export const FieldRule = fieldRuleTo(Ours);
export type FieldRule = z.infer<typeof FieldRule>;

export const Constant = constantTo(Ours);

/** The agency's codes of one field, and the canonical code that each stands for. */
const Codes = z.record(z.string().min(1).max(64), z.string().min(1).max(64));

const crosswalk = z
  .record(z.string().min(1).max(100), Codes)
  .superRefine((codes, context) => {
    for (const [field, entries] of Object.entries(codes)) {
      const canonical = canonicalCodesOf(field);
      if (canonical === undefined)
        context.addIssue({ code: "custom", path: [field], message: "is no field with codes" });
      for (const [theirs, ours] of Object.entries(entries))
        if (canonical?.has(ours) === false)
          context.addIssue({ code: "custom", path: [field, theirs], message: "is not a code of that field" });
    }
  })
  .refine((codes) => Object.values(codes).flatMap(Object.keys).length <= CODE_COUNT_MAX, {
    error: `at most ${CODE_COUNT_MAX} codes`,
  });

/** `PUT /v1/agencies/{agencyId}/dialect`: the words in which an agency reports. */
export const DialectBody = z
  .strictObject({
    /** Where the members of our envelope are found in theirs; without any, it is our envelope that they send. */
    fields: z.array(FieldRule).max(RULE_COUNT_MAX).default([]),
    constants: z.array(Constant).max(50).default([]),
    /** Members of theirs that are left out knowingly: no drift. */
    ignored: z.array(Theirs).max(100).default([]),
    codes: crosswalk.default({}),
    /** How the CSV files are read by which it advises remittances. */
    remittanceFiles: RemittanceFileWordsBody.exactOptional(),
  })
  .refine(({ fields, constants }) => isUnambiguous([...fields, ...constants].map(({ to }) => to)), {
    error: "one place lies inside another one",
    path: ["fields"],
  })
  .refine(({ fields, constants }) => fields.length > 0 || constants.length === 0, {
    error: "go with fields only",
    path: ["constants"],
  });
export type DialectBody = z.infer<typeof DialectBody>;

export const DialectView = z.object({
  agencyId: z.string(),
  version: z.int(),
  fields: z.array(FieldRule),
  constants: z.array(Constant),
  ignored: z.array(z.string()),
  codes: z.record(z.string(), z.record(z.string(), z.string())),
  remittanceFiles: RemittanceFileWords.exactOptional(),
});
export type DialectView = z.infer<typeof DialectView>;

export const DialectVersionView = DialectView.extend({ savedAt: z.string() });

export const DialectVersionPage = z.object({
  items: z.array(DialectVersionView),
  nextCursor: z.string().exactOptional(),
});

const unknownReasons = ["unknown-event-type", "unknown-version", "unknown-code", "untranslatable"] as const;

/** What of an event was not understood, and where it stands. */
export const Unknown = z.object({
  reason: z.enum(unknownReasons),
  pointer: z.string(),
  value: z.string(),
});
export type Unknown = z.infer<typeof Unknown>;

export const DriftValue = z.object({
  reason: z.enum([...unknownReasons, "unknown-field", "other"]),
  pointer: z.string(),
  value: z.string(),
  count: z.int(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
});
export type DriftValue = z.infer<typeof DriftValue>;

/** What an agency sent that its dialect does not know, the latest first. */
export const DriftView = z.object({ items: z.array(DriftValue) });
