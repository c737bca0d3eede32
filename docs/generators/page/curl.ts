import { ids } from "../examples.ts";
import type { Operation } from "../operation.ts";

/** Which key an operation is shown with. */
const keyVariable = {
  Lender: "LENDER_KEY",
  Finance: "FINANCE_KEY",
  Operator: "ADMIN_KEY",
  Agency: "AGENCY_KEY",
  Everyone: "",
};

const pathVariables: Readonly<Record<string, string>> = {
  accountId: "$ACCOUNT_ID",
  disputeId: "$DISPUTE_ID",
  lenderId: "$LENDER_ID",
  agencyId: "$AGENCY_ID",
};

const urlOf = (path: string): string =>
  `"$BASE_URL${path.replaceAll(/:(\w+)/gu, (_, name: string) => pathVariables[name] ?? name)}"`;

/** The ids of the examples give way to the reader's own. */
const withVariables = (text: string): string =>
  text
    .replaceAll(ids.placementId, "$PLACEMENT_ID")
    .replaceAll(ids.lenderId, "$LENDER_ID")
    .replaceAll(ids.agencyId, "$AGENCY_ID");

const bodyText = (value: unknown): string => withVariables(JSON.stringify(value, undefined, 2));

/** A command that sends an operation, with the shell variables that the page's head sets. */
export function curlOf(operation: Operation, body?: unknown): string {
  if (operation.proves === "signature") return signedCurl(operation, body);
  const method = operation.method === "PUT" ? "-X PUT " : "";
  const lines = [
    `curl -sS ${method}${urlOf(operation.path)}`,
    ...(operation.proves === "key" ? [`-H "Authorization: Bearer $${keyVariable[operation.for[0]]}"`] : []),
    ...(operation.parameters?.includes("idempotencyKey") ? ['-H "Idempotency-Key: $(date +%s)-1"'] : []),
    ...(body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `--data-binary @- <<JSON\n${bodyText(body)}\nJSON`]),
  ];
  return lines.join(" \\\n  ");
}

/** Standard Webhooks by hand: the secret's bytes, then HMAC-SHA256 over id, time and body. */
const signedCurl = ({ path }: Operation, body: unknown): string => `EVENT_ID=evt-$(date +%s)
BODY=$(cat <<JSON
${bodyText(body).replace(/"eventId": "[^"]*"/u, '"eventId": "$EVENT_ID"')}
JSON
)
TIMESTAMP=$(date +%s)
SECRET=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$EVENT_ID.$TIMESTAMP.$BODY" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$SECRET" -binary | base64)
curl -sS ${urlOf(path)} \\
  -H "Content-Type: application/json" \\
  -H "webhook-id: $EVENT_ID" \\
  -H "webhook-timestamp: $TIMESTAMP" \\
  -H "webhook-signature: v1,$SIGNATURE" \\
  --data-binary "$BODY"`;

/** What the commands need to be set to, before the first. */
export const settings = `BASE_URL=http://127.0.0.1:8787   # where the gateway answers
LENDER_KEY=gw_…                  # the keys that you were given
FINANCE_KEY=gw_…
ADMIN_KEY=gw_…
LENDER_ID=lnd_…
AGENCY_ID=agy_…
WEBHOOK_SECRET=whsec_…           # what the agency signs with
ACCOUNT_ID=acc_…                 # from the answer that placed it
PLACEMENT_ID=plc_…               # from placement.offered
DISPUTE_ID=dsp_…                 # from the list of disputes`;
