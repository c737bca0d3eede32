import * as z from "zod";
import type { Inventory } from "../audit/audit-facts.ts";
import { readAll } from "../audit/audit-fetch.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

const Item = z.object({ placementId: z.string() });

type Seat = Pick<Sandbox["agencies"][number], "id" | "apiKey">;

/** What the gateway lists as an agency's placements, with the agency's own key, and what the agency believes. */
export async function inventoryOf(sandbox: Sandbox, { id, apiKey }: Seat): Promise<Inventory> {
  const listed = await readAll({ baseUrl: sandbox.baseUrl, apiKey }, `/v1/agencies/${id}/placements`, Item);
  return {
    agencyId: id,
    listed: listed.map(({ placementId }) => placementId).toSorted(),
    believed: sandbox.agenciesAtWork.heldBy(id).toSorted(),
  };
}
