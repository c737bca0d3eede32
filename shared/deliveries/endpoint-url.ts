import { Refused } from "../kernel/problems.ts";
import { isLoopback, isPublicAddress, literalIn } from "./address-guard.ts";

/** Names that never lead to the Internet (RFC 6761, RFC 6762, RFC 9476 and the ones clouds use inside). */
const insideNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion|alt)\.?$/iu;

/**
 * What is wrong with a URL that events shall go to; undefined when nothing is. The connection itself is guarded
 * again, by the address that the name leads to then: this only tells early what could never work.
 */
export function urlFault(text: string, stage: string): string | undefined {
  if (!URL.canParse(text)) return "is not a URL";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "must not carry a user or a password";
  if (stage === "local" && isHere(url)) return undefined;
  if (url.protocol !== "https:") return "must be https";
  return hostFault(url.hostname);
}

function hostFault(hostname: string): string | undefined {
  const literal = literalIn(hostname);
  if (literal !== undefined && isPublicAddress(literal)) return "must name a host, not an address";
  const isInside = literal !== undefined || insideNames.test(hostname) || !hostname.includes(".");
  return isInside ? "must be a public host" : undefined;
}

/** On this very machine, which only the local stage may speak to, and over plain http as well. */
const isHere = ({ protocol, hostname }: URL): boolean =>
  (protocol === "https:" || protocol === "http:") &&
  (hostname === "localhost" || isLoopback(literalIn(hostname) ?? ""));

/** @throws Refused `invalid-request` */
export function mustBePublic(
  url: string,
  { at, stage }: { readonly at: string; readonly stage: string },
): void {
  const fault = urlFault(url, stage);
  if (fault === undefined) return;
  throw new Refused({
    code: "invalid-request",
    detail: `1 fault; the first at ${at}: ${fault}`,
    errors: [{ pointer: at, code: "endpoint-url", detail: fault }],
  });
}
