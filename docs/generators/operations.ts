import { agencyOperations } from "./operations/agency.ts";
import { batchOperations } from "./operations/batches.ts";
import { disputeOperations } from "./operations/disputes.ts";
import { lenderOperations } from "./operations/lender.ts";
import { operatorOperations } from "./operations/operator.ts";
import { publicOperations } from "./operations/public.ts";
import type { Operation } from "./operation.ts";

/** Every operation of the gateway; a test holds it against the routes that the functions register. */
export const operations: readonly Operation[] = [
  ...lenderOperations,
  ...batchOperations,
  ...disputeOperations,
  ...agencyOperations,
  ...operatorOperations,
  ...publicOperations,
];
