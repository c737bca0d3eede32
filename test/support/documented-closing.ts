import { LenderId } from "../../shared/kernel/ids.ts";
import type { Step } from "./documented-story.ts";
import { monthEnd } from "./month-end.ts";

const deskOf = async ({ tenant, own }: Parameters<Step>[0]) =>
  monthEnd(tenant.operator, LenderId.parse(own["lenderId"]));

/** Last month is over, and every day of it sealed. */
export const monthOver: Step = async (story) => ({ periodId: (await deskOf(story)).periodId });

/** Somebody began to close it, and what it came to is worked out. */
export const closingBegun: Step = async (story) => {
  const { begun, periodId } = await deskOf(story);
  await begun();
  return { periodId };
};

/** And nothing stops another key from closing it. */
export const closable: Step = async (story) => {
  const { begun, checked, reconciled, periodId } = await deskOf(story);
  await begun();
  const checkId = await checked();
  await reconciled();
  return { periodId, checkId };
};
