import * as z from "zod";
import { AgencyId, LenderId, type RemittanceId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Page } from "../platform/dynamo.ts";
import { RemittanceState, type Remittance } from "./model.ts";
import type { RemittanceReads } from "./read-store.ts";

/** What a list of remittances may be asked for. */
export const RemittanceQuery = z.object({
  lenderId: LenderId.exactOptional(),
  agencyId: AgencyId.exactOptional(),
  state: RemittanceState.exclude(["LOADING"]).exactOptional(),
});
export type RemittanceQuery = z.infer<typeof RemittanceQuery>;

type Deps = { readonly remittances: Pick<RemittanceReads, "page" | "find"> };

type Asked = {
  /** Whose list is read. */
  readonly of: LenderId | AgencyId;
  readonly query: RemittanceQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

/** A page of remittances, newest first. What is asked for is picked from each page, which may so have fewer. */
export const listRemittances =
  ({ remittances }: Deps) =>
  async ({ of, query, ...paging }: Asked) => {
    const page = await remittances.page(of, paging);
    return { ...page, items: page.items.filter((one) => isWanted(one, query)) };
  };

export type ListRemittances = ReturnType<typeof listRemittances>;

const isWanted = (remittance: Remittance, { lenderId, agencyId, state }: RemittanceQuery): boolean =>
  (lenderId === undefined || remittance.lenderId === lenderId) &&
  (agencyId === undefined || remittance.agencyId === agencyId) &&
  (state === undefined || remittance.state === state);

/**
 * A remittance that the reader may see; one that is being loaded is not there yet.
 * @throws Refused `not-found`
 */
export const readRemittance =
  ({ remittances }: Deps) =>
  async (
    remittanceId: RemittanceId | undefined,
    mayBeSeen: (remittance: Remittance) => boolean,
  ): Promise<Remittance> => {
    const found = remittanceId === undefined ? undefined : await remittances.find(remittanceId);
    if (found !== undefined && found.state !== "LOADING" && mayBeSeen(found)) return found;
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  };

export type ReadRemittance = ReturnType<typeof readRemittance>;
