import * as z from "zod";
import { inChunks } from "../kernel/chunks.ts";
import type { Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import type { ReconciliationId } from "./wire-run.ts";

/** A run may be planned again when it was killed before its plan was settled: each plan is its own. */
export type PlanOf = { readonly reconciliationId: ReconciliationId; readonly planId: string };

/** A part of a book, by the names of its facts. */
export type PlannedPart = {
  readonly names: readonly string[];
  /** Ties that so many facts of the desk share that they tie nothing. */
  readonly loose: readonly string[];
};

type Writing = PlannedPart & { readonly number: number; readonly now: Instant };

const PartItem = z.object({ names: z.array(z.string()), loose: z.array(z.string()) });
const PlannedAdvice = z.object({ remittanceId: z.string(), givenBack: z.int() });
type PlannedAdvice = z.infer<typeof PlannedAdvice>;

/** So many names of the longest references fit an item. */
const NAMES_AT_A_TIME = 500;
const PAGE_SIZE = 100;

const partition = ({ reconciliationId }: PlanOf): string => `RECONCILIATION#${reconciliationId}`;

const numbered = (n: number): string => String(n).padStart(6, "0");

const partPrefix = ({ planId }: PlanOf, part: number): string => `PLAN#${planId}#PART#${numbered(part)}#`;
const advicePrefix = ({ planId }: PlanOf): string => `PLAN#${planId}#ADVICE#`;

const adviceKey = (of: PlanOf, remittanceId: string) => ({
  pk: partition(of),
  sk: `${advicePrefix(of)}${remittanceId}`,
});

/** What is written of plans: nobody looks at one before a run says that it is its own. */
const planChanges = {
  /** A part, the first is 1, in pieces. */
  part: (of: PlanOf, { number, names, loose, now }: Writing): readonly Update[] => {
    const [more, rest] = [inChunks(names, NAMES_AT_A_TIME), inChunks(loose, NAMES_AT_A_TIME)];
    return Array.from({ length: Math.max(more.length, rest.length) }, (_, n) => ({
      kind: "update",
      name: "part",
      key: { pk: partition(of), sk: `${partPrefix(of, number)}${numbered(n)}` },
      set: { names: more[n] ?? [], loose: rest[n] ?? [], expiresAt: receiptExpiry(now) },
      when: [],
    }));
  },
  /** An advice that the run looks at, with what all its lines give back of commission. */
  advice: (of: PlanOf, { remittanceId, givenBack }: PlannedAdvice, now: Instant): Update => ({
    kind: "update",
    name: "advice",
    key: adviceKey(of, remittanceId),
    set: { remittanceId, givenBack, expiresAt: receiptExpiry(now) },
    when: [],
  }),
};

/** Where a run keeps in which parts it goes over a book. */
export const planStore = (reader: Pick<Reader, "page" | "getAll">) => ({
  ...planChanges,
  /** @throws Error for a part that is gone, as plans are in the end: a part has something always */
  findPart: async (of: PlanOf, part: number): Promise<PlannedPart> => {
    const [names, loose]: [string[], string[]] = [[], []];
    let after: Page["next"];
    do {
      const page = await reader.page({
        pk: partition(of),
        prefix: partPrefix(of, part),
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      for (const item of page.items.map((one) => PartItem.parse(one))) {
        names.push(...item.names);
        loose.push(...item.loose);
      }
      after = page.next;
    } while (after !== undefined);
    if (names.length === 0) throw new Error(`part ${part} of ${of.reconciliationId} is gone`);
    return { names, loose };
  },
  /** What all lines of these advices give back of commission. */
  givenBackOf: async (of: PlanOf, remittanceIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const found = await reader.getAll(remittanceIds.map((id) => adviceKey(of, id)));
    return new Map(
      found
        .map((item) => PlannedAdvice.parse(item))
        .map(({ remittanceId, givenBack }) => [remittanceId, givenBack]),
    );
  },
  /** A page of the advices that the run looks at, behind one of them. */
  advices: async (of: PlanOf, after?: string): Promise<readonly string[]> => {
    const page = await reader.page({
      pk: partition(of),
      prefix: advicePrefix(of),
      limit: PAGE_SIZE,
      ...(after !== undefined && { after: adviceKey(of, after) }),
    });
    return page.items.map((item) => PlannedAdvice.parse(item).remittanceId);
  },
});

export type PlanStore = ReturnType<typeof planStore>;
