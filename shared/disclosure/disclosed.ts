import * as z from "zod";
import type { OpenableField, OpenedDebtor } from "../accounts/debtor-store.ts";
import { ContactPoint, type AccountFacts } from "../accounts/wire.ts";
import type { Placement } from "../placements/model.ts";
import { disclosureFields, type DisclosureField, type Withheld } from "./wire.ts";

/** The debtor as an agency sees it: nothing is certain to be there but what its contract grants. */
const DisclosedDebtor = z.object({
  name: z.string().exactOptional(),
  language: z.string().exactOptional(),
  region: z.string().exactOptional(),
  contactPoint: ContactPoint.exactOptional(),
  contactPoints: z.array(ContactPoint).exactOptional(),
  address: ContactPoint.exactOptional(),
  dateOfBirth: z.string().exactOptional(),
});

/** What of an account and its debtor never changes and may be told. */
export const Disclosed = z.object({
  delinquencyDate: z.string().exactOptional(),
  openedOn: z.string().exactOptional(),
  limitationDate: z.string().exactOptional(),
  debtor: DisclosedDebtor,
});
export type Disclosed = z.infer<typeof Disclosed>;

/** What the gateway knows of an account since it was placed, as far as it was opened. */
export type Known = { readonly debtor: OpenedDebtor; readonly facts: AccountFacts };

/** Which sealed field of a debtor a field of a profile is made from. */
const madeFrom: Readonly<Partial<Record<DisclosureField, OpenableField>>> = {
  name: "name",
  contactPoint: "contactPoints",
  contactPoints: "contactPoints",
  address: "contactPoints",
  dateOfBirth: "dateOfBirth",
};

/** What must be opened to disclose by a profile; nothing else is. */
export const openedFor = (fields: readonly DisclosureField[]): readonly OpenableField[] => [
  ...new Set(fields.flatMap((field) => madeFrom[field] ?? [])),
];

/**
 * Why an agency is not told again what it was told of a placement. Only its own word that it deleted the data
 * withholds them: one that has not given it, and may still be asked about payments, can look things up.
 */
export const withheldFrom = ({ deletedAt }: Pick<Placement, "deletedAt">): Withheld | undefined =>
  deletedAt === undefined ? undefined : "DELETION_ATTESTED";

/** Of what is known, the part that a profile grants. What is not known is not there, granted or not. */
export function disclosed({ debtor, facts }: Known, fields: readonly DisclosureField[]): Disclosed {
  const usable = (debtor.contactPoints ?? []).filter(({ status }) => status !== "UNDELIVERABLE");
  const [postal, direct] = [usable.filter(isPostal), usable.filter((point) => !isPostal(point))];
  const granted = (members: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      disclosureFields.flatMap((field) =>
        fields.includes(field) && members[field] !== undefined ? [[field, members[field]]] : [],
      ),
    );
  const { delinquencyDate, openedOn, limitationDate } = facts;
  const { name, language, region, dateOfBirth } = debtor;
  return Disclosed.parse({
    ...granted({ delinquencyDate, openedOn, limitationDate }),
    debtor: granted({
      name,
      language,
      region,
      dateOfBirth,
      contactPoint: best(direct),
      contactPoints: direct,
      address: best(postal),
    }),
  });
}

const isPostal = ({ type }: ContactPoint): boolean => type === "POST";

/** The first that is verified, else the first that is not known to be wrong. */
const best = (points: readonly ContactPoint[]): ContactPoint | undefined =>
  points.find(({ status }) => status === "VERIFIED") ?? points[0];

/** The fields that a body really carries: what is recorded as disclosed. */
export const fieldsIn = (body: Readonly<Record<string, unknown>>): readonly DisclosureField[] => {
  const { debtor } = Disclosed.pick({ debtor: true }).parse(body);
  return disclosureFields.filter((field) => Object.hasOwn(body, field) || Object.hasOwn(debtor, field));
};
