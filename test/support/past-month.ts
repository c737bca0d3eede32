import { inject } from "vitest";
import { firstDayOf, lastDayOf, monthOf, monthsAfter } from "../../shared/kernel/months.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import { dateOf, plusHours, startOf, systemClock } from "../../shared/kernel/time.ts";
import { lockedObjects } from "../../shared/platform/locked-objects.ts";
import { newBucket } from "../../shared/platform/objects.ts";
import { closingWorld } from "./closing-world.ts";
import { tableAt } from "./table.ts";

/** As long after its end a day is sealed at the latest. */
const SEAL_HOURS = 3;

/**
 * The last day of last month had an account placed, and every day since is sealed: what the functions of the
 * running gateway would have left, had they run then.
 */
export async function pastMonth(lenderId: LenderId) {
  const { endpoints, tableName, sealsBucket } = inject("cloud");
  const table = tableAt(endpoints, tableName);
  const world = closingWorld({ table, lenderId, put: lockedObjects(newBucket(sealsBucket)).put });
  const month = monthsAfter(monthOf(dateOf(systemClock.now())), -1);
  const [from, to] = [firstDayOf(month), lastDayOf(month)];
  const { enter, seal } = world.useCases();
  await enter(await world.placed(`${to}T12:00:00.000Z`, 75_000));
  // In the first hours of a month its eve is not sealed yet: these books are, a little ahead of their time.
  const [now, sealable] = [
    systemClock.now(),
    plusHours(startOf(firstDayOf(monthsAfter(month, 1))), SEAL_HOURS),
  ];
  world.at(now < sealable ? sealable : now);
  await seal(world.book);
  return { month, from, to, periodId: world.periodId(month) };
}
