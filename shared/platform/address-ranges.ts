import { BlockList, isIP } from "node:net";

/** Whether an address lies in one of some ranges in CIDR notation. */
export function isWithin(ranges: readonly string[], address: string): boolean {
  if (isIP(address) === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), kindOf(network));
  }
  return list.check(address, kindOf(address));
}

const kindOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");
