import { withOwnIds } from "./documented-ids.ts";
import { operatorHere } from "./here.ts";
import type { Answer } from "./http.ts";
import { demand, type Agency, type Placement } from "./tenant.ts";

/** Puts a dialect in force before its agency sends anything, so that no running function remembers another one. */
export const speaks = async (agency: Agency, dialect: unknown): Promise<Answer> =>
  demand(await operatorHere().put(`/v1/agencies/${agency.agencyId}/dialect`, dialect), 200);

/** A body in the agency's own words, about this placement. */
export const says = (
  { agency, placementId }: Placement,
  eventId: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer> => agency.post(JSON.stringify(withOwnIds(body, { placementId })), { eventId });
