export const securitySchemes = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "gw_<stage>_<keyId>_<secret>",
    description:
      "An API key, given out by the operator: `Authorization: Bearer gw_…`. It speaks for one lender, one agency, finance or the operator. The first key of a deployment opens none of the lender's routes, such as accounts and disputes: make a key for `ADMIN` with it.",
  },
  webhookSignature: {
    type: "apiKey",
    in: "header",
    name: "webhook-signature",
    description:
      "Standard Webhooks: HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>` with the agency's or the endpoint's secret, together with the headers `webhook-id` and `webhook-timestamp`.",
  },
} as const;

/** What each way of proving who one is asks for. A signed request may carry the agency's key as well. */
export const security = {
  key: [{ apiKey: [] }],
  signature: [{ webhookSignature: [] }, { webhookSignature: [], apiKey: [] }],
  nothing: [],
} as const;
