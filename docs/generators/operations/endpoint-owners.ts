import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import { ids } from "../examples.ts";
import type { Operation } from "../operation.ts";

export const endpointId = "end_01JB5A3W9ZK6R8T2V4X7Y1C3D5";

export const endpointSecret = "whsec_c2l4dGVlbi1ieXRlLXNlY3JldC1mb3ItZXhhbXBsZXM=";

/** Whose endpoints the operations are about. */
export type Owner = {
  readonly shared: Pick<Operation, "for" | "proves">;
  readonly named: (id: string) => string;
  readonly base: string;
  readonly parameter: "agencyId" | "lenderId";
  readonly body: "EndpointBody" | "LenderEndpointBody";
  readonly said: { readonly url: string; readonly eventTypes: readonly string[] };
  readonly endpoint: Readonly<Record<string, unknown>>;
  readonly adds: string;
  readonly lists: string;
  /** Only an agency has an endpoint in its record. */
  readonly primaryRefusals: readonly ProblemCode[];
};

const standing = { secrets: [{ createdAt: "2026-03-02T09:00:00.000Z" }], status: "ACTIVE" };

const agencysOwn = { url: "https://hooks.agency.example/gateway", eventTypes: ["hold.apply"] };

export const ofAgency: Owner = {
  shared: { for: ["Agency", "Operator"], proves: "key" },
  named: (id) => id,
  base: "/v1/agencies/:agencyId/endpoints",
  parameter: "agencyId",
  body: "EndpointBody",
  said: agencysOwn,
  endpoint: { endpointId, agencyId: ids.agencyId, primary: false, ...agencysOwn, ...standing },
  adds: "Events from now on are posted there as well, each placement's in their order, whatever happens at the agency's other endpoints. Its secret is shown this once.",
  lists: "The agency's endpoints and how they are, the primary one first.",
  primaryRefusals: ["endpoint-is-primary"],
};

const lendersOwn = { url: "https://hooks.lender.example/gateway", eventTypes: ["dispute.raised"] };

export const ofLender: Owner = {
  shared: { for: ["Lender", "Operator"], proves: "key" },
  named: (id) => id.replace("Endpoint", "LenderEndpoint"),
  base: "/v1/lenders/:lenderId/endpoints",
  parameter: "lenderId",
  body: "LenderEndpointBody",
  said: lendersOwn,
  endpoint: { endpointId, lenderId: ids.lenderId, primary: false, ...lendersOwn, ...standing },
  adds: "Events of the lender's accounts from now on are posted there, each account's in their order, whatever happens at its other endpoints. Which types there are, `eventTypes` tells; payments are not among them. Its secret is shown this once.",
  lists: "The lender's endpoints and how they are.",
  primaryRefusals: [],
};
