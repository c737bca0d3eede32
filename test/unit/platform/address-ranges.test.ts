import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AddressRange } from "../../../shared/agencies/wire.ts";
import { isWithin } from "../../../shared/platform/address-ranges.ts";

const ranges = ["203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32"];

describe("an address within ranges", () => {
  it.each([
    ["203.0.113.0", true],
    ["203.0.113.255", true],
    ["203.0.114.0", false],
    ["198.51.100.7", true],
    ["198.51.100.8", false],
    ["2001:db8::1", true],
    ["2001:db9::1", false],
    ["::ffff:203.0.113.9", true],
    ["::ffff:198.51.100.9", false],
    ["", false],
    ["unknown", false],
    ["203.0.113.1, 203.0.113.2", false],
  ])("%s: %s", (address, expected) => {
    expect(isWithin(ranges, address)).toBe(expected);
  });

  it("is told without a fault, whatever range was accepted", () => {
    const range = fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat({ max: 40 })),
      fc.tuple(fc.ipV6(), fc.nat({ max: 140 })),
    );
    fc.assert(
      fc.property(range, fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), ([network, bits], address) => {
        const text = `${network}/${bits}`;
        fc.pre(AddressRange.safeParse(text).success);
        expect(isWithin([text], address)).toBeTypeOf("boolean");
        expect(isWithin([text], network)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
