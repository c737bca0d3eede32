import type { Identify } from "../../shared/access/authenticate.ts";
import { asFinance, type Reach } from "../../shared/access/scope.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import type { Actor } from "../../shared/kernel/event.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { BookOwner } from "../../shared/ledger/book.ts";
import type { HttpContext } from "../../shared/platform/http-app.ts";

export type FinanceCaller = { readonly reach: Reach; readonly actor: Actor };

/**
 * Who of finance calls, and whose books it may work with. What a person does is recorded under the key's id.
 * @throws Refused `unauthenticated`, `forbidden`
 */
export async function financeCaller(
  { identify }: { readonly identify: Identify },
  c: HttpContext,
  least: FinanceRole,
): Promise<FinanceCaller> {
  const { principal, keyId } = await identify(c.req.header("authorization"));
  const reach = asFinance(principal, least);
  return { reach, actor: { kind: principal.kind === "ADMIN" ? "ADMIN" : "FINANCE", id: keyId } };
}

/**
 * Whose book is meant: the caller's own lender's, or the one that is named.
 * @throws Refused `not-found`, `invalid-request`
 */
export function ownerOf({ lenderId }: Reach, named: BookOwner | undefined): BookOwner {
  if (lenderId !== undefined) {
    if (named !== undefined && named !== lenderId)
      throw new Refused({ code: "not-found", detail: "No such lender." });
    return lenderId;
  }
  if (named !== undefined) return named;
  throw new Refused({
    code: "invalid-request",
    detail: "Name a lender with lenderId=lnd_….",
    errors: [{ pointer: "/lenderId", code: "required", detail: "one lender's books at a time" }],
  });
}
