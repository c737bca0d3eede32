import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { ulid } from "ulid";
import { http, type Answer, type Call, type Http, type Json } from "./http.ts";
import { openInbox, type Inbox } from "./inbox.ts";

/** A gateway that tests can speak to: where it is, the operator's key, and what time it is there. */
export type Gateway = {
  readonly baseUrl: string;
  readonly adminKey: string;
  readonly now?: () => Date;
};

type Money = { readonly amount: number; readonly currency: string };

export const usd = (amount: number): Money => ({ amount, currency: "USD" });

export type Operator = {
  readonly call: Http;
  readonly put: (path: string, json: unknown) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  readonly newKey: (principal: Readonly<Record<string, string>>) => Promise<string>;
};

export type Lender = {
  readonly lenderId: string;
  readonly apiKey: string;
  readonly call: Http;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, json: unknown, headers?: Call["headers"]) => Promise<Answer>;
  /** Every event of an account, in order. */
  readonly history: (accountId: string) => Promise<readonly Json[]>;
  readonly account: (accountId: string) => Promise<Json>;
  readonly resolve: (disputeId: string, resolution: Readonly<Record<string, unknown>>) => Promise<Answer>;
};

export type Agency = {
  readonly agencyId: string;
  readonly apiKey: string;
  readonly secret: string;
  readonly inbox: Inbox;
  readonly call: Http;
  /** A callback signed and posted as the agency would; `overrides` replace members of the envelope. */
  readonly callback: (
    eventType: string,
    overrides: Readonly<Record<string, unknown>>,
    how?: How,
  ) => Promise<Answer>;
  /** A signed request with any text as its body. */
  readonly post: (
    raw: string,
    how?: How & { readonly eventId?: string; readonly to?: string },
  ) => Promise<Answer>;
  readonly acknowledge: (placement: Placement) => Promise<Answer>;
};

/** What a test may do otherwise than a well-behaved agency. */
export type How = {
  readonly at?: Date;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly apiKey?: string | undefined;
};

/** An offered account: its own id, its placement, the agency that has it, what was owed then. */
export type Placement = {
  readonly accountId: string;
  readonly placementId: string;
  readonly agency: Agency;
  readonly balance: Money;
  readonly view: Json;
};

export type Tenant = {
  readonly operator: Operator;
  readonly lender: Lender;
  readonly agencies: readonly Agency[];
  readonly agency: Agency;
  /** Posts an account that every rule lets pass, with these members instead. */
  readonly place: (changes?: Readonly<Record<string, unknown>>) => Promise<Placement>;
  /** Placed and acknowledged. */
  readonly active: (changes?: Readonly<Record<string, unknown>>) => Promise<Placement>;
  readonly agencyOf: (view: Json) => Agency;
};

export type TenantWish = {
  readonly agencies?: number;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly contract?: Readonly<Record<string, unknown>>;
  readonly fourEyesAbove?: Money;
};

const DAY_MS = 86_400_000;

const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const newRef = (): string => `R-${ulid()}`;

/** An account that is overdue long enough, of 1,050.00 dollars in two components. */
export const anAccount = (changes: Readonly<Record<string, unknown>> = {}) => ({
  lenderAccountRef: newRef(),
  product: "PERSONAL_LOAN",
  delinquencyDate: isoDate(Date.now() - 90 * DAY_MS),
  balance: [
    { component: "PRINCIPAL", amount: usd(100_000) },
    { component: "INTEREST", amount: usd(5_000) },
  ],
  debtor: {
    name: "Alex Example",
    region: "US-CA",
    contactPoints: [{ type: "EMAIL", value: "alex@debtor.example", status: "VERIFIED" }],
  },
  ...changes,
});

export const aPolicy = (changes: Readonly<Record<string, unknown>> = {}) => ({
  daysPastDueMin: 30,
  balanceMin: usd(10_00),
  balanceMax: usd(50_000_00),
  cooldownDays: 30,
  ...changes,
});

/** Of the size that has the fewest counters: every tenant sets one up, and few place more than an account or two. */
export const aContract = (changes: Readonly<Record<string, unknown>> = {}) => ({
  currency: "USD",
  validFrom: "2020-01-01",
  share: 1,
  capacity: 50,
  ...changes,
});

export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

export function anAgencyBody(endpointUrl: string, secret: string) {
  return {
    name: "Example Recovery",
    licences: [{ region: "US", number: "L-1", expiresOn: "2099-12-31" }],
    endpointUrl,
    webhookSecrets: [secret],
  };
}

export function operatorOf({ baseUrl, adminKey }: Gateway): Operator {
  const call: Http = (path, options = {}) => http(baseUrl)(path, { apiKey: adminKey, ...options });
  return {
    call,
    put: (path, json) => call(path, { method: "PUT", json }),
    get: (path) => call(path),
    newKey: async (principal) => {
      const { body } = demand(await call("/v1/keys", { json: { principal, label: "test" } }), 201);
      return body.apiKey;
    },
  };
}

/** A lender and its agencies that nobody else has ever heard of. */
export async function aTenant(gateway: Gateway, wish: TenantWish = {}): Promise<Tenant> {
  const operator = operatorOf(gateway);
  const lender = await newLender(gateway, operator, wish);
  const agencies = await Promise.all(
    Array.from({ length: wish.agencies ?? 1 }, () => newAgency(gateway, operator)),
  );
  for (const { agencyId } of agencies)
    demand(
      await operator.put(`/v1/lenders/${lender.lenderId}/contracts/${agencyId}`, aContract(wish.contract)),
      200,
    );
  const agencyOf = (view: Json): Agency => {
    const holder = view.placements.at(-1)?.agencyId;
    const found = agencies.find(({ agencyId }) => agencyId === holder);
    if (found === undefined) throw new Error(`no agency has it: ${JSON.stringify(view)}`);
    return found;
  };
  const place: Tenant["place"] = async (changes = {}) => {
    const { body: view } = demand(await lender.post("/v1/accounts", anAccount(changes)), 201);
    const { placementId } = view.placements.at(-1) ?? { placementId: "" };
    const { accountId, balance } = view;
    return { accountId, placementId, agency: agencyOf(view), balance: balance.outstanding, view };
  };
  return {
    operator,
    lender,
    agencies,
    agency: agencies[0]!,
    agencyOf,
    place,
    active: async (changes) => {
      const placement = await place(changes);
      demand(await placement.agency.acknowledge(placement), 202);
      return placement;
    },
  };
}

/** The answer, if it has the status that the test takes for granted. */
export function demand(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}

async function newLender(
  gateway: Gateway,
  operator: Operator,
  { policy, ...wish }: TenantWish,
): Promise<Lender> {
  const lenderId = `lnd_${ulid()}`;
  demand(
    await operator.put(`/v1/lenders/${lenderId}`, {
      name: "Sample Bank",
      policy: aPolicy(policy),
      ...(wish.fourEyesAbove && { fourEyesAbove: wish.fourEyesAbove }),
    }),
    200,
  );
  return lenderWith(gateway, { lenderId, apiKey: await operator.newKey({ kind: "LENDER", lenderId }) });
}

/** A lender that is set up already, such as after a restart. */
export function lenderWith({ baseUrl }: Gateway, key: Pick<Lender, "lenderId" | "apiKey">): Lender {
  const call: Http = (path, options = {}) => http(baseUrl)(path, { apiKey: key.apiKey, ...options });
  return {
    ...key,
    call,
    get: (path) => call(path),
    post: (path, json, headers) => call(path, { json, ...(headers && { headers }) }),
    account: async (accountId) => demand(await call(`/v1/accounts/${accountId}`), 200).body,
    history: async (accountId) => {
      const items: Json[] = [];
      let cursor = "";
      do {
        const { body } = demand(await call(`/v1/accounts/${accountId}/events?limit=200${cursor}`), 200);
        items.push(...body.items);
        cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
      } while (cursor !== "");
      return items;
    },
    resolve: (disputeId, resolution) => call(`/v1/disputes/${disputeId}/resolution`, { json: resolution }),
  };
}

async function newAgency(gateway: Gateway, operator: Operator): Promise<Agency> {
  const [agencyId, secret] = [`agy_${ulid()}`, newSecret()];
  const inbox = await openInbox(agencyId, secret);
  demand(await operator.put(`/v1/agencies/${agencyId}`, anAgencyBody(inbox.url, secret)), 200);
  const apiKey = await operator.newKey({ kind: "AGENCY", agencyId });
  return agencyWith(gateway, { agencyId, apiKey, secret, inbox });
}

/** An agency that is set up already, such as after a restart. */
export function agencyWith(
  { baseUrl, now = () => new Date() }: Gateway,
  seat: Pick<Agency, "agencyId" | "apiKey" | "secret" | "inbox">,
): Agency {
  const call = http(baseUrl);
  const post: Agency["post"] = (raw, how = {}) => {
    const { eventId = `e-${ulid()}`, at = now(), secret = seat.secret } = how;
    const signed: Record<string, string | undefined> = {
      "webhook-id": eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(eventId, at, raw),
      ...how.headers,
    };
    return call(`/v1/agencies/${seat.agencyId}/${how.to ?? "events"}`, {
      raw,
      apiKey: "apiKey" in how ? how.apiKey : seat.apiKey,
      headers: Object.fromEntries(
        Object.entries(signed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    });
  };
  const callback: Agency["callback"] = (eventType, overrides, how) => {
    const body = aCallback(eventType, overrides, now());
    return post(JSON.stringify(body), { ...how, eventId: body.eventId });
  };
  return {
    ...seat,
    call,
    post,
    callback,
    acknowledge: ({ placementId, balance }) =>
      callback("placement.acknowledged", { placementId, data: { balance } }),
  };
}

/** The body of a callback, with these members instead. */
export const aCallback = (
  eventType: string,
  overrides: Readonly<Record<string, unknown>>,
  at = new Date(),
): { readonly eventId: string } & Readonly<Record<string, unknown>> => ({
  specVersion: "1.0",
  eventId: `e-${ulid()}`,
  eventType,
  schemaVersion: 1,
  effectiveAt: at.toISOString(),
  ...overrides,
});

export const aPayment = (changes: Readonly<Record<string, unknown>> = {}) => ({
  paymentRef: newRef(),
  amount: usd(10_000),
  method: "CARD",
  ...changes,
});

export const aReversal = (originalPaymentRef: unknown, changes: Readonly<Record<string, unknown>> = {}) => ({
  reversalRef: newRef(),
  originalPaymentRef,
  amount: usd(10_000),
  reason: "NSF",
  ...changes,
});
