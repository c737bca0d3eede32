import type { Identify } from "../../shared/access/authenticate.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import type { ChangeStore } from "../../shared/changes/store.ts";
import type { listContracts, readContract } from "../../shared/contracts/read-contracts.ts";
import type { saveContract } from "../../shared/contracts/save-contract.ts";
import { ContractBody } from "../../shared/contracts/wire.ts";
import type { AgencyId, LenderId } from "../../shared/kernel/ids.ts";
import type { PutOne } from "../../shared/platform/dynamo.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { agencyIdOf, bodyOf, lenderIdOf, operator, subjectOf } from "./operator.ts";

export type ContractUseCases = {
  readonly identify: Identify;
  readonly listContracts: ReturnType<typeof listContracts>;
  readonly readContract: ReturnType<typeof readContract>;
  readonly changes: Pick<ChangeStore, "revision">;
  readonly save: SaveRecorded;
  readonly saveContract: (put: PutOne) => ReturnType<typeof saveContract>;
};

export const contractRoutes = (use: ContractUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/lenders/:lenderId/contracts", handle: async (c) => list(use, c) },
  { method: "GET", path: "/v1/lenders/:lenderId/contracts/:agencyId", handle: async (c) => read(use, c) },
  { method: "PUT", path: "/v1/lenders/:lenderId/contracts/:agencyId", handle: async (c) => save(use, c) },
];

const contractOf = (lenderId: LenderId, agencyId: AgencyId) =>
  subjectOf(`lenders/${lenderId}/contracts/${agencyId}`);

async function list(use: ContractUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { items, next } = await use.listContracts(lenderIdOf(c), pagingOf(c));
  return c.json(pageOf(items, next));
}

async function read(use: ContractUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const [lenderId, agencyId] = [lenderIdOf(c), agencyIdOf(c)];
  const revision = await use.changes.revision(contractOf(lenderId, agencyId));
  return revised(c, revision).json(await use.readContract(lenderId, agencyId));
}

async function save(use: ContractUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const body = await bodyOf(c, ContractBody);
  const [lenderId, agencyId] = [lenderIdOf(c), agencyIdOf(c)];
  const saving = { subject: contractOf(lenderId, agencyId), by, ...ifMatchOf(c) };
  const { answer, revision } = await use.save(saving, async (put) =>
    use.saveContract(put)(lenderId, agencyId, body),
  );
  return revised(c, revision).json(answer);
}
