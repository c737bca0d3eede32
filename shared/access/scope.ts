import { LenderId, type AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { FinanceRole, type Principal } from "./wire.ts";

/** Whose accounts a reader may see: one lender's, or, for finance and the operator, every lender's. */
export type Reach = { readonly lenderId?: LenderId };

/** @throws Refused `forbidden` for principals that may not read accounts at all */
export function reachOf(principal: Principal): Reach {
  switch (principal.kind) {
    case "LENDER":
      return { lenderId: principal.lenderId };
    case "FINANCE":
      return principal.lenderId === undefined ? {} : { lenderId: principal.lenderId };
    case "ADMIN":
      return {};
    case "AGENCY":
      throw new Refused({ code: "forbidden", detail: "Agencies work by callbacks." });
  }
}

/** What is not within reach is not there. @throws Refused `not-found` */
export function withinReach<T extends { readonly lenderId: LenderId }>(
  reach: Reach,
  found: T | undefined,
): T {
  if (found === undefined || (reach.lenderId !== undefined && found.lenderId !== reach.lenderId))
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return found;
}

/** The lender that a list is of: one's own, or the one that finance names. @throws Refused `invalid-request`, `not-found` */
export function lenderOf(reach: Reach, named: string | undefined): LenderId {
  if (reach.lenderId !== undefined) {
    if (named !== undefined && named !== reach.lenderId)
      throw new Refused({ code: "not-found", detail: "No such lender." });
    return reach.lenderId;
  }
  const lenderId = LenderId.safeParse(named);
  if (lenderId.success) return lenderId.data;
  throw new Refused({
    code: "invalid-request",
    detail: "Name a lender with lenderId=lnd_….",
    errors: [{ pointer: "/lenderId", code: "required", detail: "finance reads one lender's list at a time" }],
  });
}

/** @throws Refused `forbidden` */
export function asLender(principal: Principal): LenderId {
  if (principal.kind === "LENDER") return principal.lenderId;
  throw new Refused({ code: "forbidden", detail: "This needs a lender's key." });
}

/** @throws Refused `forbidden` */
export function asAdmin(principal: Principal): void {
  if (principal.kind !== "ADMIN")
    throw new Refused({ code: "forbidden", detail: "This needs the operator's key." });
}

/** @throws Refused `forbidden` for principals that are no agency, `not-found` for another agency */
export function asAgency(principal: Principal, agencyId: AgencyId | undefined): AgencyId {
  if (principal.kind !== "AGENCY")
    throw new Refused({ code: "forbidden", detail: "This needs the agency's own key." });
  if (principal.agencyId !== agencyId)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return agencyId;
}

/** What the operator named, if it is there. @throws Refused `not-found` */
export function existing<T>(found: T | undefined): T {
  if (found === undefined) throw new Refused({ code: "not-found", detail: "Nothing has this id." });
  return found;
}

/** What an agency has is its own and the operator's. @throws Refused `forbidden`, `not-found` */
export function asAgencyOrAdmin(principal: Principal, agencyId: AgencyId): void {
  if (principal.kind === "ADMIN") return;
  if (principal.kind !== "AGENCY")
    throw new Refused({ code: "forbidden", detail: "This needs the agency's key or the operator's." });
  if (principal.agencyId !== agencyId)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

/** What a lender has of its own is the operator's as well. @throws Refused `forbidden`, `not-found` */
export function asLenderOrAdmin(principal: Principal, lenderId: LenderId): void {
  if (principal.kind === "ADMIN") return;
  if (principal.kind !== "LENDER")
    throw new Refused({ code: "forbidden", detail: "This needs the lender's key or the operator's." });
  if (principal.lenderId !== lenderId)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
}

/** The agency or lender that a caller's deliveries go to; undefined for the operator. @throws Refused `forbidden` */
export function ownRecipient(principal: Principal): AgencyId | LenderId | undefined {
  switch (principal.kind) {
    case "AGENCY":
      return principal.agencyId;
    case "LENDER":
      return principal.lenderId;
    case "ADMIN":
      return undefined;
    case "FINANCE":
      throw new Refused({
        code: "forbidden",
        detail: "This needs an agency's, a lender's or the operator's key.",
      });
  }
}

/**
 * The agency or lender that a list is of: oneself, or the one that the operator names.
 * @throws Refused `forbidden`, `invalid-request`, `not-found`
 */
export function namedRecipient(
  principal: Principal,
  { agencyId, lenderId }: { readonly agencyId?: AgencyId; readonly lenderId?: LenderId },
): AgencyId | LenderId {
  const own = ownRecipient(principal);
  const named = agencyId ?? lenderId ?? own;
  if (named === undefined || (agencyId !== undefined && lenderId !== undefined))
    throw new Refused({
      code: "invalid-request",
      detail: "Name an agency with agencyId=agy_… or a lender with lenderId=lnd_….",
      errors: [{ pointer: "/agencyId", code: "required", detail: "one agency's or one lender's at a time" }],
    });
  if (own !== undefined && named !== own)
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  return named;
}

/** @throws Refused `forbidden` */
export function asFinanceOrAdmin(principal: Principal): void {
  if (principal.kind !== "FINANCE" && principal.kind !== "ADMIN")
    throw new Refused({ code: "forbidden", detail: "This needs a finance key or the operator's." });
}

/**
 * Whose books a caller may work with. The operator looks, as a viewer does, and decides nothing about money.
 * @throws Refused `forbidden` for whoever is not of finance, or whose role is less than what is needed
 */
export function asFinance(principal: Principal, least: FinanceRole): Reach {
  const role =
    principal.kind === "ADMIN"
      ? "VIEWER"
      : principal.kind === "FINANCE"
        ? (principal.role ?? "VIEWER")
        : undefined;
  if (role === undefined) throw new Refused({ code: "forbidden", detail: "This needs a finance key." });
  const ranks = FinanceRole.options;
  if (ranks.indexOf(role) < ranks.indexOf(least))
    throw new Refused({ code: "forbidden", detail: `This needs a finance key with the role ${least}.` });
  return reachOf(principal);
}
