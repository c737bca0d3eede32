export type KnownReferences = {
  /** Remembers a reference. @returns whether it was there before */
  readonly add: (reference: string) => boolean;
};

/**
 * References by a hash of 53 bits, in a table of fixed size with at least twice as many places as references. Two
 * that share a hash are taken for one: that costs a chunk some waiting, and nothing else.
 */
export function knownReferences(countMax: number): KnownReferences {
  const size = 2 ** Math.ceil(Math.log2(countMax * 2));
  const places = new Float64Array(size);
  return {
    add: (reference) => {
      const hash = hashOf(reference);
      let place = hash % size;
      while (places[place] !== 0) {
        if (places[place] === hash) return true;
        place = (place + 1) % size;
      }
      places[place] = hash;
      return false;
    },
  };
}

/** cyrb53: two multiplicative hashes, mixed. Never zero, for zero is an empty place. */
function hashOf(text: string): number {
  let high = 0xde_ad_be_ef;
  let low = 0x41_c6_ce_57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) + 1;
}
