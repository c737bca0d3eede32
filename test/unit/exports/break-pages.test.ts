import { expect, it } from "vitest";
import type { BreakPage } from "../../../shared/breaks/list-store.ts";
import type { BreakListName } from "../../../shared/breaks/lists.ts";
import type { BreakId } from "../../../shared/breaks/wire.ts";
import { breakPages } from "../../../shared/exports/break-pages.ts";
import type { Export } from "../../../shared/exports/model.ts";

const one = {
  owner: "lnd_1",
  currency: "USD",
  format: "JSONL",
  from: "2026-02-01",
  to: "2026-02-28",
} as Export;

type Step = { readonly type: string; readonly postedAt: string };

const opened: Step = { type: "break.opened", postedAt: "2026-02-10T09:00:00.000Z" };

type World = {
  readonly page: (list: BreakListName) => readonly string[];
  readonly steps?: readonly Step[];
};

/** Rows of the export of breaks that the lists have as they are asked, with histories in pages of two. */
async function exported({ page, steps = [opened] }: World) {
  const breaks = {
    page: async ({ list }: { readonly list: BreakListName }) =>
      ({ records: page(list).map((breakId) => ({ breakId, currency: "USD" })) }) as never as BreakPage,
    events: async (_id: BreakId, _limit: number, after?: Readonly<Record<string, unknown>>) => {
      const from = Number(after?.["from"] ?? 0);
      const items = steps.slice(from, from + 2).map((step) => ({
        ...step,
        actor: { id: "reconciler" },
        data: { code: "AMOUNT_DIFF", amount: { amount: 5, currency: "USD" } },
      }));
      return { items: items as never[], ...(from + 2 < steps.length && { next: { from: from + 2 } }) };
    },
  };
  let text = "";
  for await (const { text: more } of breakPages({ breaks }, one)) text += more;
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

it("a break that is opened again while the lists are read is exported all the same, and once", async () => {
  let isOpenAgain = false;
  const rows = await exported({
    page: (list) => {
      if (list === "RESOLVED") isOpenAgain = true; // between the two lists
      return list === "OPEN" && isOpenAgain ? ["brk_1", "brk_2"] : ["brk_2"];
    },
  });
  expect(rows.map((row) => row["break"])).toEqual(["brk_1", "brk_2"]);
});

it("a break is exported by all of its history, however many pages that has", async () => {
  const step = (type: string, day: number): Step => ({ type, postedAt: `2026-02-${day}T09:00:00.000Z` });
  const steps = [
    opened,
    step("break.commented", 11),
    step("break.commented", 12),
    step("break.resolved", 13),
  ];
  const [row] = await exported({ page: () => ["brk_1"], steps });
  expect(row).toMatchObject({ state: "RESOLVED", resolvedOn: "2026-02-13" });
});
