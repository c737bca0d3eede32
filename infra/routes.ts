import type { Route } from "./constructs/api-function.ts";

/**
 * A function takes whole paths, whatever the method: its application answers 404 and 405 as problem+json.
 * What belongs to nobody goes to the function that has the documentation.
 */
export const routes = {
  "lender-api": [
    "ANY /v1/accounts",
    "ANY /v1/accounts/{proxy+}",
    "ANY /v1/disputes",
    "ANY /v1/disputes/{proxy+}",
  ],
  "agency-api": ["ANY /v1/agencies/{agencyId}/events"],
  "admin-api": [
    "ANY /v1/lenders/{proxy+}",
    "ANY /v1/agencies/{agencyId}",
    "ANY /v1/keys",
    "ANY /v1/agencies/{agencyId}/endpoints",
    "ANY /v1/agencies/{agencyId}/endpoints/{proxy+}",
    "ANY /v1/deliveries",
    "ANY /v1/deliveries/{proxy+}",
    "ANY /v1/delivery-replays",
  ],
  "docs-api": ["$default"],
} as const satisfies Record<string, readonly Route[]>;
