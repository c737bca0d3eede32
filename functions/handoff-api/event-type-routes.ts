import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgencyOrAdmin, existing } from "../../shared/access/scope.ts";
import type { EventTypeView } from "../../shared/callbacks/event-type-wire.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";

export type EventTypeUseCases = {
  readonly authenticate: Authenticate;
  /** As generated: they change with a deployment only. */
  readonly eventTypes: { readonly items: readonly EventTypeView[] };
};

const EVENT_TYPES = "/v1/agencies/:agencyId/event-types";

export const eventTypeRoutes = (use: EventTypeUseCases): readonly HttpRoute[] => [
  { method: "GET", path: EVENT_TYPES, handle: async (c) => list(use, c) },
  { method: "GET", path: `${EVENT_TYPES}/:eventType`, handle: async (c) => read(use, c) },
];

/** They are the same for everybody; the agency's own key or the operator's opens them. */
async function checkKey(use: EventTypeUseCases, c: HttpContext): Promise<void> {
  const principal = await use.authenticate(c.req.header("authorization"));
  asAgencyOrAdmin(principal, existing(AgencyId.safeParse(c.req.param("agencyId")).data));
}

async function list(use: EventTypeUseCases, c: HttpContext): Promise<HttpReply> {
  await checkKey(use, c);
  return c.json(use.eventTypes);
}

async function read(use: EventTypeUseCases, c: HttpContext): Promise<HttpReply> {
  await checkKey(use, c);
  const asked = c.req.param("eventType");
  return c.json(existing(use.eventTypes.items.find(({ eventType }) => eventType === asked)));
}
