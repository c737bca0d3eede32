import { checkKinds } from "./check-kinds.ts";
import type { CheckCode, CheckView } from "./wire.ts";

/** What came of looking. */
export type Check = Omit<CheckView, "links"> & { readonly links?: readonly string[] };

export const passed = (code: CheckCode, detail: string): Check => ({
  code,
  outcome: "PASSED",
  count: 0,
  detail,
});

type Found = {
  readonly count: number;
  readonly detail: string;
  readonly links?: readonly string[];
};

export const found = (code: CheckCode, { links = [], ...of }: Found): Check => ({
  code,
  outcome: checkKinds[code].outcome,
  ...of,
  links,
});
