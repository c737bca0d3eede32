import type { Bench } from "./measure.ts";
export const coldstart: Bench = async () => [];
