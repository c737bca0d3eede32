/** What an integrator reads first. Markdown, as OpenAPI allows it. */
export const introduction = `Lenders place overdue loan accounts; the gateway screens each, chooses an agency and hands it over; agencies report what happens to it.

**Amounts** are integers in minor units with an ISO 4217 currency: \`{"amount": 12345, "currency": "USD"}\` is 123.45 dollars. **Moments** are RFC 3339 with an offset, **business dates** \`YYYY-MM-DD\`.

**Keys.** Lenders, finance and the operator send \`Authorization: Bearer gw_…\`. A key only reaches what is its own: anything else is \`not-found\`.

**Signatures.** Agencies sign every callback by [Standard Webhooks](https://www.standardwebhooks.com), and the gateway signs what it posts to them in the same way. A signature is good for 300 seconds.

**Repeats are safe.** A callback's \`eventId\` and a placement's \`Idempotency-Key\` name it: the same again gets the first answer with \`Idempotent-Replayed: true\`, something else under the same name is refused. Answers are remembered for at least 35 days.

**Refusals** are problem documents (RFC 9457) with a stable \`code\`; \`type\` leads to what the code means. What is refused with a 4xx status has changed nothing.

**Answers may gain members**, and open texts new values. Ignore what you do not know.`;
