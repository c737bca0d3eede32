import ipaddr from "ipaddr.js";

/**
 * Whether an address is somebody on the Internet. Only global unicast is: everything with a special meaning
 * leads, or may lead, into a network that only the gateway reaches.
 */
export function isPublicAddress(text: string): boolean {
  const address = addressOf(text);
  if (address === undefined) return false;
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast" && !isWithin(address, special4);
  return isWithin(address, [globalUnicast6]) && !isWithin(address, special6);
}

export function isLoopback(text: string): boolean {
  return addressOf(text)?.range() === "loopback";
}

/** Whether a host of a URL is an address and no name; brackets of IPv6 are taken off. */
export const literalIn = (hostname: string): string | undefined => {
  const text = hostname.replace(/^\[(.*)\]$/u, "$1");
  return ipaddr.isValid(text) ? text : undefined;
};

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Undefined for what is no address, and for one with a zone, which is never global. */
const addressOf = (text: string): Address | undefined =>
  ipaddr.isValid(text) && !text.includes("%") ? ipaddr.parse(text) : undefined;

/** All that the registry has given to the Internet so far lies in here. */
const globalUnicast6 = ipaddr.parseCIDR("2000::/3");

/** Parts of it that are not: protocol assignments with Teredo and ORCHID, 6to4, documentation. */
const special6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"].map((cidr) =>
  ipaddr.parseCIDR(cidr),
);

/** What the library calls unicast and the registry does not: "this network". */
const special4 = ["0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15"].map((cidr) => ipaddr.parseCIDR(cidr));

const isWithin = (address: Address, ranges: readonly [Address, number][]): boolean =>
  ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
