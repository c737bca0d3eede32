import type { Identify } from "../../shared/access/authenticate.ts";
import type { ContractStore } from "../../shared/contracts/store.ts";
import { ContractVersionView } from "../../shared/contracts/wire.ts";
import { PolicyVersionView } from "../../shared/lenders/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { agencyIdOf, lenderIdOf, operator } from "./operator.ts";

export type VersionUseCases = {
  readonly identify: Identify;
  readonly contracts: Pick<ContractStore, "policyVersions" | "contractVersions">;
};

/** What was agreed and asked before: policies and contracts as they were saved, newest first. */
export const versionRoutes = (use: VersionUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/lenders/:lenderId/policies", handle: async (c) => policies(use, c) },
  {
    method: "GET",
    path: "/v1/lenders/:lenderId/contracts/:agencyId/versions",
    handle: async (c) => contracts(use, c),
  },
];

async function policies(use: VersionUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const lenderId = lenderIdOf(c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.contracts.policyVersions(lenderId, limit, after);
  return c.json(
    pageOf(
      items.map((item) => PolicyVersionView.parse(item)),
      next,
    ),
  );
}

async function contracts(use: VersionUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const lenderId = lenderIdOf(c);
  const agencyId = agencyIdOf(c);
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.contracts.contractVersions({ lenderId, agencyId }, limit, after);
  return c.json(
    pageOf(
      items.map((item) => ContractVersionView.strip().parse(item)),
      next,
    ),
  );
}
