import type { Route } from "./constructs/api-function.ts";

/**
 * A function takes whole paths, whatever the method: its application answers 404 and 405 as problem+json.
 * What belongs to nobody goes to the function that has the documentation.
 */
export const routes = {
  "lender-api": [
    "ANY /v1/accounts",
    "ANY /v1/accounts/{proxy+}",
    "ANY /v1/account-batches",
    "ANY /v1/account-batches/{proxy+}",
    "ANY /v1/disputes",
    "ANY /v1/disputes/{proxy+}",
  ],
  "agency-api": ["ANY /v1/agencies/{agencyId}/events"],
  "admin-api": ["ANY /v1/lenders/{proxy+}", "ANY /v1/agencies/{agencyId}", "ANY /v1/keys"],
  "docs-api": ["$default"],
} as const satisfies Record<string, readonly Route[]>;
