import { inject } from "vitest";
import { aTenant, operatorOf, type Operator, type Tenant, type TenantWish } from "./tenant.ts";

/** A tenant of its own on the run's local cloud. */
export const aTenantHere = (wish?: TenantWish): Promise<Tenant> => aTenant(inject("cloud"), wish);

export const operatorHere = (): Operator => operatorOf(inject("cloud"));
