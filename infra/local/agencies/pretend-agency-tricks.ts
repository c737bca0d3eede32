import { signed, type Posting, type Seat } from "./pretend-agency-signing.ts";
import { Problem, type Callback } from "./pretend-agency-wire.ts";

/** What somebody tried that must not work, and how it was answered. */
export type Trick = {
  readonly kind: (typeof tricks)[number];
  readonly eventId: string;
  readonly status: number;
  readonly code: string;
  /** What the answer says in the header and in the body about coming again; of a crowd alone. */
  readonly retryAfter?: { readonly header: string; readonly body: string };
};

const tricks = ["FORGED", "TAMPERED", "STALE", "UNKNOWN_AGENCY", "CROWD"] as const;

const STALE_MS = 301_000;
const NOBODY = "agy_01SANDB0XN0B0DY00000000001";
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const CROWD_COUNT = 100;
const TIMEOUT_MS = 20_000;

type Attempt = {
  readonly agencyId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Tries each trick once with what the agency is about to report for true. */
export async function tryTricks(
  posting: Posting,
  seat: Seat,
  { body, eventId: original }: Callback,
): Promise<readonly Trick[]> {
  const eventId = `${original}-trick`;
  const text = body.replace(original, eventId);
  const now = posting.now();
  const good = signed(seat, { eventId, body: text }, now);
  const forged = signed({ webhookSecret: OTHER_SECRET }, { eventId, body: text }, now);
  const attempts: readonly (readonly [Trick["kind"], Attempt])[] = [
    ["FORGED", { agencyId: seat.agencyId, headers: forged, body: text }],
    ["TAMPERED", { agencyId: seat.agencyId, headers: good, body: `${text} ` }],
    [
      "STALE",
      {
        agencyId: seat.agencyId,
        headers: signed(seat, { eventId, body: text }, now - STALE_MS),
        body: text,
      },
    ],
    ["UNKNOWN_AGENCY", { agencyId: NOBODY, headers: good, body: text }],
  ];
  const found: Trick[] = [];
  for (const [kind, attempt] of attempts) found.push({ kind, eventId, ...(await tried(posting, attempt)) });
  return found;
}

/** More events at once than an agency may send in a minute. */
export async function crowd(posting: Posting, seat: Seat): Promise<Trick> {
  const eventId = `crowd-${seat.agencyId}`;
  const body = JSON.stringify({
    events: Array.from({ length: CROWD_COUNT }, (_, n) => ({ eventId: `c${n}` })),
  });
  const headers = signed(seat, { eventId, body }, posting.now());
  const answer = await tried(posting, { agencyId: seat.agencyId, headers, body }, "event-batches");
  return { kind: "CROWD", eventId, ...answer };
}

async function tried(
  { baseUrl }: Posting,
  { agencyId, headers, body }: Attempt,
  to = "events",
): Promise<Omit<Trick, "kind" | "eventId">> {
  const response = await fetch(`${baseUrl}/v1/agencies/${agencyId}/${to}`, {
    method: "POST",
    headers,
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const said: unknown = await response.json();
  const problem = Problem.safeParse(said);
  const header = response.headers.get("retry-after");
  return {
    status: response.status,
    code: problem.data?.code ?? "",
    ...(header !== null && { retryAfter: { header, body: String(problem.data?.["retryAfter"]) } }),
  };
}
