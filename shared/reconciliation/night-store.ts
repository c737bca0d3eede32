import * as z from "zod";
import type { Update } from "../kernel/change.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";

const nightKey = (date: LocalDate) => ({ pk: `NIGHT#${date}`, sk: "RECONCILIATIONS" });

/** How far a night is: behind which lender it goes on, and whether every book was asked for. */
const Night = z.object({
  isDone: z.boolean(),
  after: z.record(z.string(), z.unknown()).exactOptional(),
});
export type Night = z.infer<typeof Night>;

export const nightStore = (reader: Pick<Reader, "get">) => ({
  find: async (date: LocalDate): Promise<Night | undefined> => {
    const item = await reader.get(nightKey(date));
    return item === undefined ? undefined : Night.parse(item);
  },
  /** Where a night goes on that is killed here; none behind the last lender. */
  reached: (date: LocalDate, after: Page["next"]): Update => ({
    kind: "update",
    name: "night",
    key: nightKey(date),
    set: { isDone: after === undefined, ...(after !== undefined && { after }) },
    when: [],
  }),
});

export type NightStore = ReturnType<typeof nightStore>;
