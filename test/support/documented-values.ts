import { ulid } from "ulid";
import type { ParameterName } from "../../docs/generators/operation.ts";
import type { Own } from "./documented-ids.ts";

type Value = (own: Own) => string | undefined;

const own =
  (name: string): Value =>
  (story) =>
    story[name];

const fixed =
  (value: string): Value =>
  () =>
    value;

/** A cursor comes from a page before, a signature from the agency. */
const elsewhere: Value = () => undefined;

/** What each documented parameter is sent with. */
export const valueOf: Readonly<Record<ParameterName, Value>> = {
  accountId: own("accountId"),
  disputeId: own("disputeId"),
  holdId: own("holdId"),
  reportId: own("reportId"),
  reportState: fixed("OPEN"),
  reportType: fixed("complaint.raised"),
  batchId: own("batchId"),
  batchState: fixed("COMPLETED"),
  lenderId: own("lenderId"),
  agencyId: own("agencyId"),
  placementId: own("placementId"),
  ownedBy: own("lenderId"),
  limit: fixed("50"),
  cursor: elsewhere,
  idempotencyKey: () => `example-${ulid()}`,
  endpointId: own("endpointId"),
  eventId: own("eventId"),
  toEndpoint: own("primaryEndpointId"),
  deliveredTo: own("agencyId"),
  deliveryState: fixed("DELIVERED"),
  from: fixed("2026-01-01T00:00:00Z"),
  to: fixed("2090-01-01T00:00:00Z"),
  webhookId: elsewhere,
  webhookTimestamp: elsewhere,
  webhookSignature: elsewhere,
  keyId: own("keyId"),
  keyKind: fixed("LENDER"),
  keysOfLender: own("lenderId"),
  // Together with a lender it would name no key at all.
  keysOfAgency: () => undefined,
  subject: ({ lenderId }) => `lenders/${lenderId}`,
  queue: fixed("deliveries"),
  letters: fixed("20"),
  ifMatch: fixed('"1"'),
};
