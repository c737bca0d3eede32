/**
 * How often a property is tried: fully in `npm test`, and a share of it where the same properties run once for every
 * mutant.
 */
export const runs = (full: number): number =>
  Math.max(5, Math.floor((full * Number(process.env["PROPERTY_RUNS_PERCENT"] ?? "100")) / 100));
