import type { Authenticate } from "../../shared/access/authenticate.ts";
import { namedRecipient, ownRecipient } from "../../shared/access/scope.ts";
import { DeliveryQuery, ReplayRequest } from "../../shared/deliveries/endpoint-wire.ts";
import type { orderReplay, orderReplays } from "../../shared/deliveries/order-replay.ts";
import type {
  DeliveryName,
  readDelivery,
  searchDeliveries,
} from "../../shared/deliveries/search-deliveries.ts";
import { EndpointId, EventId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";
import { pageOf, pagingOf, positionIn } from "../../shared/platform/http-paging.ts";

export type DeliveryUseCases = {
  readonly authenticate: Authenticate;
  readonly searchDeliveries: ReturnType<typeof searchDeliveries>;
  readonly readDelivery: ReturnType<typeof readDelivery>;
  readonly orderReplay: ReturnType<typeof orderReplay>;
  readonly orderReplays: ReturnType<typeof orderReplays>;
};

const BODY_BYTES_MAX = 16 * 1024;

export const deliveryRoutes = (use: DeliveryUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/deliveries", handle: async (c) => search(use, c) },
  { method: "GET", path: "/v1/deliveries/:eventId", handle: async (c) => read(use, c) },
  { method: "POST", path: "/v1/deliveries/:eventId/replay", handle: async (c) => replay(use, c) },
  { method: "POST", path: "/v1/delivery-replays", handle: async (c) => replayRange(use, c) },
];

const principal = async (use: DeliveryUseCases, c: HttpContext) =>
  use.authenticate(c.req.header("authorization"));

async function search(use: DeliveryUseCases, c: HttpContext): Promise<HttpReply> {
  const who = await principal(use, c);
  const names = ["agencyId", "lenderId", "state", "from", "to"];
  const { agencyId, lenderId, ...query } = parsed(DeliveryQuery, given(c, names));
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.searchDeliveries({
    ...query,
    recipientId: namedRecipient(who, { ...(agencyId && { agencyId }), ...(lenderId && { lenderId }) }),
    limit,
    ...(after && { after }),
  });
  return c.json(pageOf(items, next));
}

const given = (c: HttpContext, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = c.req.query(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The delivery of the path; agencies and lenders find only their own. */
async function named(use: DeliveryUseCases, c: HttpContext): Promise<DeliveryName> {
  const recipientId = ownRecipient(await principal(use, c));
  const eventId = EventId.safeParse(c.req.param("eventId"));
  const endpointId = EndpointId.exactOptional().safeParse(c.req.query("endpointId"));
  if (!eventId.success || (!endpointId.success && c.req.query("endpointId") !== undefined)) throw nothing();
  return {
    eventId: eventId.data,
    endpointId: endpointId.data,
    recipientId,
  };
}

const nothing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

async function read(use: DeliveryUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.readDelivery(await named(use, c)));
}

async function replay(use: DeliveryUseCases, c: HttpContext): Promise<HttpReply> {
  return c.json(await use.orderReplay(await named(use, c)), 202);
}

async function replayRange(use: DeliveryUseCases, c: HttpContext): Promise<HttpReply> {
  const who = await principal(use, c);
  const request = parsed(ReplayRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const recipientId = namedRecipient(who, request);
  const { answer, replayed } = await use.orderReplays({
    recipientId,
    request,
    ...(request.cursor !== undefined && { after: positionIn(request.cursor) }),
    ...idempotencyKeyOf(c),
  });
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(answer, 202);
}
