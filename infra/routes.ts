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
    "ANY /v1/debtor-reports",
    "ANY /v1/debtor-reports/{proxy+}",
    "ANY /v1/eligibility-checks",
    "ANY /v1/eligibility-checks/{proxy+}",
    "ANY /v1/debtor-lookups",
  ],
  "agency-api": ["ANY /v1/agencies/{agencyId}/events", "ANY /v1/agencies/{agencyId}/event-batches"],
  "admin-api": [
    "ANY /v1/lenders",
    "ANY /v1/lenders/{proxy+}",
    "ANY /v1/agencies",
    "ANY /v1/agencies/{agencyId}",
    "ANY /v1/agencies/{agencyId}/endpoints",
    "ANY /v1/agencies/{agencyId}/endpoints/{proxy+}",
    "ANY /v1/agencies/{agencyId}/dialect",
    "ANY /v1/agencies/{agencyId}/dialect/{proxy+}",
    "ANY /v1/agencies/{agencyId}/dialect-trials",
    "ANY /v1/agencies/{agencyId}/dialect-drift",
    "ANY /v1/quarantined-events",
    "ANY /v1/quarantined-events/{proxy+}",
    "ANY /v1/deliveries",
    "ANY /v1/deliveries/{proxy+}",
    "ANY /v1/delivery-replays",
    "ANY /v1/keys",
    "ANY /v1/keys/{proxy+}",
    "ANY /v1/changes",
    "ANY /v1/dead-letters",
    "ANY /v1/dead-letters/{proxy+}",
  ],
  "handoff-api": [
    "ANY /v1/agencies/{agencyId}/feed",
    "ANY /v1/agencies/{agencyId}/feed/{proxy+}",
    "ANY /v1/agencies/{agencyId}/placements",
    "ANY /v1/agencies/{agencyId}/placements/{proxy+}",
    "ANY /v1/agencies/{agencyId}/files",
    "ANY /v1/agencies/{agencyId}/receipts",
    "ANY /v1/agencies/{agencyId}/receipts/{proxy+}",
    "ANY /v1/agencies/{agencyId}/event-types",
    "ANY /v1/agencies/{agencyId}/event-types/{proxy+}",
    "ANY /.well-known/jwks.json",
    "ANY /v1/agencies/{agencyId}/event-files",
    "ANY /v1/agencies/{agencyId}/event-files/{proxy+}",
  ],
  "docs-api": ["$default"],
} as const satisfies Record<string, readonly Route[]>;
