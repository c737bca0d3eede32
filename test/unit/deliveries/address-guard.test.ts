import { describe, expect, it } from "vitest";
import { isPublicAddress, literalIn } from "../../../shared/deliveries/address-guard.ts";
import { urlFault } from "../../../shared/deliveries/endpoint-url.ts";

describe("the address guard", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "52.94.236.248",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:82b::200e",
    "2001:4860:4860::8888",
    "2400:cb00:2048:1::c629:d7a2",
  ])("lets %s through", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.0.0.1"],
    ["private", "10.255.255.255"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.254"],
    ["private", "192.168.1.1"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["carrier-grade NAT", "100.127.255.255"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local", "169.254.0.1"],
    ["the metadata service", "169.254.169.254"],
    ["the credentials of a container", "169.254.170.2"],
    ["protocol assignments", "192.0.0.1"],
    ["protocol assignments", "192.0.0.170"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.7"],
    ["documentation", "203.0.113.9"],
    ["relays of 6to4", "192.88.99.1"],
    ["AS112", "192.31.196.1"],
    ["AS112", "192.175.48.1"],
    ["AMT", "192.52.193.1"],
    ["benchmarking", "198.18.0.1"],
    ["benchmarking", "198.19.255.255"],
    ["multicast", "224.0.0.1"],
    ["multicast", "239.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["reserved", "254.1.2.3"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["compatible with IPv4", "::8.8.8.8"],
    ["compatible with IPv4", "::7f00:1"],
    ["mapped from IPv4", "::ffff:127.0.0.1"],
    ["mapped from IPv4", "::ffff:8.8.8.8"],
    ["mapped from IPv4", "::ffff:a9fe:a9fe"],
    ["translated from IPv4", "::ffff:0:127.0.0.1"],
    ["NAT64", "64:ff9b::169.254.169.254"],
    ["NAT64", "64:ff9b::808:808"],
    ["local NAT64", "64:ff9b:1::1"],
    ["discard only", "100::1"],
    ["Teredo", "2001::1"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["benchmarking", "2001:2::1"],
    ["ORCHID", "2001:10::1"],
    ["ORCHID", "2001:20::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["6to4", "2002:7f00:1::"],
    ["6to4", "2002:a9fe:a9fe::1"],
    ["segment routing", "5f00::1"],
    ["unique local", "fc00::1"],
    ["unique local: the metadata service", "fd00:ec2::254"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["public with a zone", "2606:4700:4700::1111%eth0"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["not given to anybody", "4000::1"],
    ["no address at all", "agency.example"],
    ["nothing", ""],
  ])("stops %s: %s", (_name, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("knows an address in whatever spelling a URL allows", () => {
    const spelled = [
      "127.0.0.1",
      "2130706433",
      "0x7f000001",
      "0x7f.1",
      "0177.0.0.1",
      "127.1",
      "127。0。0。1",
      "①②⑦.0.0.1",
    ];
    for (const host of spelled) {
      const literal = literalIn(new URL(`https://${host}/`).hostname);
      expect(literal, host).toBe("127.0.0.1");
    }
    expect(literalIn(new URL("https://[::ffff:127.0.0.1]/").hostname)).toBe("::ffff:7f00:1");
    expect(literalIn("agency.example")).toBeUndefined();
  });
});

describe("an endpoint's URL", () => {
  it.each([
    "https://agency.example/hooks",
    "https://hooks.agency.co.uk:8443/v1?tenant=7",
    "https://xn--agentr-fya.example/",
  ])("may be %s", (url) => {
    expect(urlFault(url, "prod")).toBeUndefined();
  });

  it.each([
    ["http://agency.example/", "must be https"],
    ["http://localhost:3000/", "must be https"],
    ["https://user:secret@agency.example/", "must not carry a user or a password"],
    ["https://localhost/", "must be a public host"],
    ["https://LOCALHOST./", "must be a public host"],
    ["https://api.localhost/", "must be a public host"],
    ["https://intranet/", "must be a public host"],
    ["https://printer.local/", "must be a public host"],
    ["https://metadata.google.internal/", "must be a public host"],
    ["https://127.0.0.1/", "must be a public host"],
    ["https://2130706433/", "must be a public host"],
    ["https://0x7f.1/", "must be a public host"],
    ["https://169.254.169.254/latest/meta-data/", "must be a public host"],
    ["https://[::1]/", "must be a public host"],
    ["https://[::ffff:10.0.0.1]/", "must be a public host"],
    ["https://8.8.8.8/", "must name a host, not an address"],
    ["not a url", "is not a URL"],
  ])("must not be %s: %s", (url, fault) => {
    expect(urlFault(url, "prod")).toBe(fault);
  });

  it("may be on this machine in the local stage, and nowhere else inside", () => {
    for (const url of ["http://127.0.0.1:3000/x", "http://localhost:3000/", "https://[::1]:8443/"])
      expect(urlFault(url, "local")).toBeUndefined();
    for (const url of [
      "http://10.0.0.1/",
      "https://10.0.0.1/",
      "http://agency.example/",
      "https://box.local/",
    ])
      expect(urlFault(url, "local")).toBeDefined();
  });
});
