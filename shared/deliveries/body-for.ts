import type { HandOver } from "../disclosure/hand-over.ts";
import { disclosingTypeOf } from "./disclosing-payload.ts";
import { wants, type Target } from "./endpoint.ts";
import type { LaneEvent } from "./lane-event.ts";
import { lenderPayload, type LenderPosted } from "./lender-payload.ts";
import type { OutboundBody } from "./wire.ts";

export type Body = OutboundBody | LenderPosted;

type BodyDeps = { readonly handOver: HandOver };

/** What is posted of an event. */
export const bodyOf = async (deps: BodyDeps, event: LaneEvent): Promise<Body> =>
  "view" in event ? lenderPayload(event) : deps.handOver(event, "PUSH");

/** The same for a target; undefined where it does not want it. */
export async function bodyFor(deps: BodyDeps, target: Target, event: LaneEvent): Promise<Body | undefined> {
  // Handing a disclosing body out is on record as a disclosure: not for an endpoint that wants none.
  const disclosing = "view" in event ? undefined : disclosingTypeOf(event);
  if (disclosing !== undefined && !wants(target, disclosing)) return undefined;
  const body = await bodyOf(deps, event);
  return wants(target, body.eventType) ? body : undefined;
}
