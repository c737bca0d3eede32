import type { Identify } from "../../shared/access/authenticate.ts";
import { asAgency, asFinance } from "../../shared/access/scope.ts";
import { AgencyId, SnapshotId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import type { OfAgency, ReadFindings, ReadSnapshot } from "../../shared/snapshots/read-snapshot.ts";
import type { SnapshotReads } from "../../shared/snapshots/store.ts";
import { snapshotView } from "../../shared/snapshots/view.ts";

export type SnapshotUseCases = {
  readonly identify: Identify;
  readonly readSnapshot: ReadSnapshot;
  readonly readFindings: ReadFindings;
  readonly snapshots: Pick<SnapshotReads, "page">;
};

const SNAPSHOTS = "/v1/agencies/:agencyId/snapshots";

export const snapshotRoutes = (use: SnapshotUseCases): readonly HttpRoute[] => [
  { method: "GET", path: SNAPSHOTS, handle: async (c) => list(use, c) },
  { method: "GET", path: `${SNAPSHOTS}/:snapshotId`, handle: async (c) => read(use, c) },
  { method: "GET", path: `${SNAPSHOTS}/:snapshotId/findings`, handle: async (c) => findings(use, c) },
];

/**
 * An agency reads its own; the operator and finance read any. An inventory is of all lenders that the agency works
 * for: who works for one of them sees none.
 */
async function agencyOf(use: SnapshotUseCases, c: HttpContext): Promise<AgencyId> {
  const { principal } = await use.identify(c.req.header("authorization"));
  const named = AgencyId.safeParse(c.req.param("agencyId")).data;
  if (principal.kind === "AGENCY") return asAgency(principal, named);
  if (asFinance(principal, "VIEWER").lenderId !== undefined)
    throw new Refused({ code: "forbidden", detail: "An inventory is of more than one lender." });
  if (named !== undefined) return named;
  throw new Refused({ code: "not-found", detail: "Nothing has this id." });
}

const oneOf = async (use: SnapshotUseCases, c: HttpContext): Promise<OfAgency> => ({
  agencyId: await agencyOf(use, c),
  snapshotId: SnapshotId.safeParse(c.req.param("snapshotId")).data,
});

async function list(use: SnapshotUseCases, c: HttpContext): Promise<HttpReply> {
  const page = await use.snapshots.page(await agencyOf(use, c), pagingOf(c));
  return c.json(pageOf(page.items.map(snapshotView), page.next));
}

const read = async (use: SnapshotUseCases, c: HttpContext): Promise<HttpReply> =>
  c.json(await use.readSnapshot(await oneOf(use, c)));

async function findings(use: SnapshotUseCases, c: HttpContext): Promise<HttpReply> {
  const page = await use.readFindings(await oneOf(use, c), pagingOf(c));
  return c.json(pageOf(page.items, page.next));
}
