import * as z from "zod";

/** What an offer may tell an agency. A field is named after the member of the offer's body that it becomes. */
export const disclosureFields = [
  "lenderAccountRef",
  "balance",
  "holds",
  "history",
  "delinquencyDate",
  "openedOn",
  "limitationDate",
  "name",
  "language",
  "region",
  "contactPoint",
  "contactPoints",
  "address",
  "dateOfBirth",
] as const;

export const DisclosureField = z.enum(disclosureFields);
export type DisclosureField = z.infer<typeof DisclosureField>;

/**
 * On record for what a lender answered to the agency's own question. No contract grants it: the lender sent it
 * to this agency.
 */
export const informationField = "information";

/** Why a body comes without what only a holder of the account may know. */
export const Withheld = z.enum(["DELETION_ATTESTED"]);
export type Withheld = z.infer<typeof Withheld>;

/** Without these nobody can work an account. A profile names them all the same: it is the whole list. */
const needed = ["lenderAccountRef", "balance", "holds"] as const satisfies readonly DisclosureField[];

/** What an agency is told unless its contract says otherwise. */
export const defaultFields = [
  ...needed,
  "history",
  "delinquencyDate",
  "name",
  "language",
  "region",
  "contactPoint",
] as const satisfies readonly DisclosureField[];

/** What the lender lets the agency know of an account and its debtor; what is not named here never leaves. */
export const DisclosureProfile = z.strictObject({
  fields: z
    .array(DisclosureField)
    .max(disclosureFields.length)
    .refine((fields) => new Set(fields).size === fields.length, { error: "a field is named twice" })
    .refine((fields) => needed.every((field) => fields.includes(field)), {
      error: `must name ${needed.join(", ")}`,
    }),
});
export type DisclosureProfile = z.infer<typeof DisclosureProfile>;

/** By which way an agency was told. */
export const Channel = z.enum(["PUSH", "FEED", "FILE"]);
export type Channel = z.infer<typeof Channel>;

/** That an agency was told something of a debtor: what, by which way, why, since when. Never the values. */
export const DisclosureView = z.object({
  eventId: z.string(),
  placementId: z.string(),
  agencyId: z.string(),
  channel: Channel,
  fields: z.array(z.string()),
  disclosedAt: z.string(),
});
export type DisclosureView = z.infer<typeof DisclosureView>;
