import * as z from "zod";
import type { Agency } from "../agencies/model.ts";
import { WebhookSecret } from "../agencies/wire.ts";
import { AgencyId, EndpointId, LenderId, primaryEndpointIdOf } from "../kernel/ids.ts";
import { Instant, plusHours } from "../kernel/time.ts";
import { recipientIdOf, recipientOf, type EndpointRef } from "./recipient.ts";

/** A secret of an endpoint; it signs until it expires. */
const EndpointSecret = z.object({
  secret: WebhookSecret,
  createdAt: Instant,
  expiresAt: Instant.exactOptional(),
});
type EndpointSecret = z.infer<typeof EndpointSecret>;

const endpoint = {
  endpointId: EndpointId,
  url: z.string(),
  /** Which outbound types go there; empty means all. */
  eventTypes: z.array(z.string()),
  secrets: z.array(EndpointSecret),
  createdAt: Instant,
  /** Nothing goes there any more, and nobody finds it; the item goes by itself. */
  removedAt: Instant.exactOptional(),
  revision: z.int(),
};

/** An endpoint of a lender, or a further one of an agency, beside the one in its record. */
export const Endpoint = z.union([
  z.object({ agencyId: AgencyId, ...endpoint }),
  z.object({ lenderId: LenderId, ...endpoint }),
]);
export type Endpoint = z.infer<typeof Endpoint>;

/** Of an agency, beside the primary one. */
export const ENDPOINT_COUNT_MAX = 10;

/** Secrets that may sign at once: more rotations within the overlap end the oldest early. */
const SECRET_COUNT_MAX = 5;

/** Where events of a recipient go, whichever kind of endpoint it is. */
export type Target = EndpointRef & {
  readonly isPrimary: boolean;
  readonly url: string;
  readonly eventTypes: readonly string[];
  /** The newest first; those of the primary endpoint have no times. */
  readonly secrets: readonly (Pick<EndpointSecret, "secret"> & Partial<EndpointSecret>)[];
  /** Events before it are not for this endpoint. */
  readonly since?: Instant;
};

/** The primary endpoint of an agency, if it has one: without a URL, the agency pulls. */
export const primaryOf = ({ agencyId, endpointUrl, webhookSecrets }: Agency): Target | undefined =>
  endpointUrl === undefined
    ? undefined
    : {
        agencyId,
        endpointId: primaryEndpointIdOf(agencyId),
        isPrimary: true,
        url: endpointUrl,
        eventTypes: [],
        secrets: webhookSecrets.map((secret) => ({ secret })),
      };

export const targetOf = (endpoint: Endpoint): Target => ({
  ...recipientOf(recipientIdOf(endpoint)),
  endpointId: endpoint.endpointId,
  isPrimary: false,
  url: endpoint.url,
  eventTypes: endpoint.eventTypes,
  secrets: endpoint.secrets,
  since: endpoint.createdAt,
});

export const wants = ({ eventTypes }: Target, eventType: string): boolean =>
  eventTypes.length === 0 || eventTypes.includes(eventType);

/** The secrets that sign now, the newest first. */
export const secretsInForce = ({ secrets }: Pick<Target, "secrets">, now: Instant): readonly string[] =>
  secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now).map(({ secret }) => secret);

/** With a new secret; those in force go on signing beside it for the overlap, and none longer than it had. */
export function rotated(
  endpoint: Endpoint,
  secret: string,
  { now, overlapHours }: { readonly now: Instant; readonly overlapHours: number },
): Endpoint {
  const end = plusHours(now, overlapHours);
  const before = endpoint.secrets
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map((one) => ({
      ...one,
      expiresAt: one.expiresAt !== undefined && one.expiresAt < end ? one.expiresAt : end,
    }));
  const secrets = [{ secret, createdAt: now }, ...(overlapHours === 0 ? [] : before)];
  return { ...endpoint, secrets: secrets.slice(0, SECRET_COUNT_MAX) };
}
