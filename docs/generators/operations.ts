import { agencyOperations } from "./operations/agency.ts";
import { deliveryOperations } from "./operations/deliveries.ts";
import { endpointOperations } from "./operations/endpoints.ts";
import { disputeOperations } from "./operations/disputes.ts";
import { lenderOperations } from "./operations/lender.ts";
import { operatorOperations } from "./operations/operator.ts";
import { publicOperations } from "./operations/public.ts";
import type { Operation } from "./operation.ts";

/** Every operation of the gateway; a test holds it against the routes that the functions register. */
export const operations: readonly Operation[] = [
  ...lenderOperations,
  ...disputeOperations,
  ...agencyOperations,
  ...operatorOperations,
  ...endpointOperations,
  ...deliveryOperations,
  ...publicOperations,
];
