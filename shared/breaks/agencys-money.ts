import * as z from "zod";
import { refuse, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import { isOfClearing } from "./entries.ts";
import type { BreakRecord } from "./model.ts";
import type { ResolveBreakRequest } from "./resolution-wire.ts";
import type { BreakStore } from "./store.ts";

const Had = z.object({ recipient: z.string() });

/**
 * Nothing is taken off an agency's account of money that the lender or somebody else had: nothing of it is there,
 * whoever reported it.
 */
export async function neverAgencys(
  { breaks }: { readonly breaks: Pick<BreakStore, "evidence"> },
  { posting }: ResolveBreakRequest,
  { breakId }: BreakRecord,
): Promise<Result<never, Refusal> | undefined> {
  if (posting === undefined || !isOfClearing(posting.entry)) return undefined;
  const { reported, advised } = await breaks.evidence(breakId);
  const had = [...reported.facts, ...advised.facts].flatMap((fact) => Had.safeParse(fact).data ?? []);
  if (had.length === 0 || had.some(({ recipient }) => recipient === "AGENCY")) return undefined;
  return refuse({
    code: "invalid-request",
    detail: "The entry cannot be posted for this break.",
    errors: [
      { pointer: "/posting/entry", code: "not-the-agencys", detail: "the agency never had the money" },
    ],
  });
}
