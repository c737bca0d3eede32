import { keyStore } from "../../shared/access/store.ts";
import type { Account } from "../../shared/accounts/model.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import type { Agency } from "../../shared/agencies/model.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { AccountId, AgencyId, KeyId, LenderId, placementIdOf } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { systemClock } from "../../shared/kernel/time.ts";
import { sha256 } from "../../shared/platform/canonical.ts";
import type { Reader } from "../../shared/platform/dynamo.ts";
import type { Item } from "../../shared/kernel/change.ts";
import { paymentCallback, type Seat, type SignedCallback } from "./payment-callback.ts";

// What the function finds in its table during one payment callback, built by the stores themselves.

const ULID = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";
const agencyId = AgencyId.parse(`agy_${ULID}`);
const lenderId = LenderId.parse(`lnd_${ULID}`);
const accountId = AccountId.parse(`acc_${ULID}`);
const keyId = KeyId.parse(`key_${ULID}`);
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const apiKey = `gw_local_${ULID}_${"5".repeat(64)}`;

export const seat: Seat = { agencyId, apiKey, webhookSecret };

const now = systemClock.now();

const agency: Agency = {
  agencyId,
  name: "Bench Pretend Recovery",
  status: "ACTIVE",
  licences: [],
  endpointUrl: "http://127.0.0.1:9/",
  webhookSecrets: [webhookSecret],
  handOff: { file: false },
  eventsPerMinute: 600_000,
  allowedAddresses: [],
};

const account: Account = {
  accountId,
  lenderId,
  lenderAccountRef: "LC-000123",
  product: "PERSONAL_LOAN",
  region: "US-TX",
  currency: Currency.parse("USD"),
  lifecycle: "ACTIVE",
  due: { PRINCIPAL: 812_345, INTEREST: 45_678, LATE_FEE: 7_500 },
  paid: 12_345,
  placement: { number: 1, agencyId, usageShard: 3 },
  holders: [agencyId],
  holds: [],
  arrangement: "NONE",
  dispute: "NONE",
  attention: [],
  version: 41,
  sequence: 42,
  head: "d".repeat(64),
  createdAt: now,
  updatedAt: now,
};

const noReader: Reader = {
  get: async () => undefined,
  getAll: async () => [],
  page: async () => ({ items: [] }),
};

const items: readonly Item[] = [
  agencyStore(noReader).item(agency),
  keyStore(noReader).item({
    keyId,
    hash: sha256(apiKey),
    principal: { kind: "AGENCY", agencyId },
    label: "bench",
    createdAt: now,
  }),
  accountStore(noReader).created(account).item,
];

/** The item under a partition key. */
export const itemAt: ReadonlyMap<string, Item> = new Map(items.map((item) => [item.pk, item]));

export const accountItem = items[2] ?? { pk: "", sk: "" };

/** A payment callback as API Gateway hands it to the function (payload format 2.0). */
export function callbackEvent(): unknown {
  const { path, headers, body }: SignedCallback = paymentCallback(seat, placementIdOf(accountId, 1));
  return {
    version: "2.0",
    routeKey: "POST /v1/agencies/{agencyId}/events",
    rawPath: path,
    rawQueryString: "",
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)), host: "api.example.com" },
    requestContext: {
      accountId: "000000000000",
      apiId: "bench",
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" },
      requestId: "bench",
      routeKey: "POST /v1/agencies/{agencyId}/events",
      stage: "$default",
      time: "01/Jan/2026:00:00:00 +0000",
      timeEpoch: Date.now(),
    },
    pathParameters: { agencyId },
    body,
    isBase64Encoded: false,
  };
}
