import type { Bench } from "./measure.ts";
export const handler: Bench = async () => [];
