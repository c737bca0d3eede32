import { lookup as dnsLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { Webhook } from "standardwebhooks";
import { Agent, buildConnector, request, type Dispatcher } from "undici";
import { epochSeconds, type Instant } from "../kernel/time.ts";
import { isLoopback, isPublicAddress, literalIn } from "./address-guard.ts";
import { excerptOf } from "./excerpt.ts";
import type { Answer } from "./model.ts";

/** Where to post, and the secrets that sign, the newest first. */
export type Destination = { readonly url: string; readonly secrets: readonly string[] };

/** What is posted: the id stays the same however often it is. */
type Posted = { readonly id: string; readonly text: string; readonly at: Instant };

export type PostToAgency = (destination: Destination, posted: Posted) => Promise<Answer>;

type Address = { readonly address: string; readonly family: number };

/** The addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

const resolveByDns: Resolve = (hostname) => dnsLookup(hostname, { all: true });

/** An agency that has not answered by then is tried again. */
const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
const CONNECTION_COUNT_MAX = 50;
const HEADER_BYTES_MAX = 16 * 1024;

type Options = {
  readonly stage: string;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
};

/**
 * Posts to agencies, signed by Standard Webhooks with every secret in force. Nothing but a public address is
 * ever connected to, whatever a name leads to at that moment; redirects are answers and not orders; no more of
 * an answer is read than is kept or thrown away cheaply.
 */
export function newPostToAgency({
  stage,
  resolve = resolveByDns,
  timeoutMs = TIMEOUT_MS,
}: Options): PostToAgency {
  const isAllowed = (address: string): boolean =>
    isPublicAddress(address) || (stage === "local" && isLoopback(address));
  const dispatcher = new Agent({
    connect: guarded(isAllowed, resolve),
    connections: CONNECTION_COUNT_MAX,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    allowH2: false,
  });
  return async ({ url, secrets }, posted) => {
    const startedAt = performance.now();
    const milliseconds = (): number => Math.round(performance.now() - startedAt);
    if (!isSpokenTo(url, stage)) return { failure: "not-https", milliseconds: 0 };
    try {
      const response = await request(url, {
        dispatcher,
        method: "POST",
        signal: AbortSignal.timeout(timeoutMs),
        headers: headersOf(secrets, posted),
        body: posted.text,
      });
      const excerpt = await excerptOf(response.body);
      const retryAfterSeconds = secondsIn(response.headers["retry-after"], posted.at);
      return {
        status: response.statusCode,
        ...(excerpt !== "" && { excerpt }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        milliseconds: milliseconds(),
      };
    } catch (error) {
      return { failure: failureOf(error), milliseconds: milliseconds() };
    }
  };
}

function headersOf(secrets: readonly string[], { id, text, at }: Posted): Record<string, string> {
  const seconds = epochSeconds(at);
  const timestamp = new Date(seconds * 1000);
  return {
    "content-type": "application/json",
    "user-agent": "debt-agency-gateway/1",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, timestamp, text)).join(" "),
  };
}

/** Plain http is for agencies on this very machine in the local stage. */
function isSpokenTo(text: string, stage: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isHere = hostname === "localhost" || isLoopback(literalIn(hostname) ?? "");
  return protocol === "https:" || (stage === "local" && protocol === "http:" && isHere);
}

const refusedAddress = (): Error =>
  Object.assign(new Error("not an address to connect to"), { code: "ADDRESS_REFUSED" });

/**
 * Connects only to addresses that are allowed. A name is resolved once, every address of the answer is checked,
 * and the socket goes to what was checked; a literal never reaches the look-up and is checked before.
 */
function guarded(isAllowed: (address: string) => boolean, resolve: Resolve): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, done) => {
    checked(hostname, { isAllowed, resolve }).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) done(null, [...addresses]);
        else done(null, first?.address ?? "", first?.family);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error("unknown"), ""),
    );
  };
  const connect = buildConnector({ lookup, timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return (options, done) => {
    const literal = literalIn(options.hostname);
    if (literal !== undefined && !isAllowed(literal)) done(refusedAddress(), null);
    else connect(options, done);
  };
}

async function checked(
  hostname: string,
  { isAllowed, resolve }: { readonly isAllowed: (address: string) => boolean; readonly resolve: Resolve },
): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  if (!addresses.every(({ address }) => isAllowed(address))) throw refusedAddress();
  return addresses;
}

/** `Retry-After`, in seconds or as an HTTP date. */
function secondsIn(header: Dispatcher.ResponseData["headers"][string], at: Instant): number | undefined {
  if (typeof header !== "string") return undefined;
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header);
  const seconds = (Date.parse(header) - Date.parse(at)) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}

/** Stable words for why there was no answer; what a fault's own message says may name things inside. */
const failures: Readonly<Record<string, string>> = {
  ADDRESS_REFUSED: "address-refused",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  ECONNREFUSED: "connection-refused",
  ECONNRESET: "connection-lost",
  EPIPE: "connection-lost",
  UND_ERR_SOCKET: "connection-lost",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
};

function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error instanceof AggregateError) return failureOf(error.errors[0]);
  return failures[code] ?? (/CERT|TLS|SSL|ALTNAME/iu.test(code) ? "tls" : "connection-failed");
}
