import * as z from "zod";

/** What a balance is made of. The order is the default order in which payments fill them: costs first. */
export const components = [
  "COURT_COST",
  "AGENCY_FEE",
  "CREDITOR_FEE",
  "LATE_FEE",
  "DEFAULT_INTEREST",
  "INTEREST",
  "TAX",
  "OTHER",
  "PRINCIPAL",
] as const;

export const Component = z.enum(components);
export type Component = z.infer<typeof Component>;

/** Minor units by component; a component that is absent is zero. */
export type ByComponent = Readonly<Partial<Record<Component, number>>>;
