import type { Create } from "../kernel/change.ts";
import { listing } from "../platform/listing.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { ConfigurationChange } from "./model.ts";
import type { Subject } from "./wire.ts";

const LIST = "CHANGES";

const partition = (subject: Subject): string => `ADMIN#${subject}`;

/** Sorts as text the way the numbers do. */
const numbered = (revision: number): string => String(revision).padStart(8, "0");

type Paging = { readonly limit: number; readonly after?: NonNullable<Page["next"]> };

export const changeStore = (reader: Reader) => ({
  /** How often a subject was changed; 0 before its first change. */
  revision: async (subject: Subject): Promise<number> => {
    const page = await reader.page({
      pk: partition(subject),
      prefix: "CHANGE#",
      newestFirst: true,
      limit: 1,
    });
    const [last] = page.items.map((item) => ConfigurationChange.parse(item));
    return last?.revision ?? 0;
  },
  /** Newest first: of one subject, or of all. */
  page: async (subject: Subject | undefined, paging: Paging) => {
    const page = await (subject === undefined
      ? listing(reader)({ list: LIST, newestFirst: true, ...paging })
      : reader.page({ pk: partition(subject), prefix: "CHANGE#", newestFirst: true, ...paging }));
    const items = page.items.map((item) => ConfigurationChange.parse(item));
    return { items, ...(page.next && { next: page.next }) };
  },
  /** That this revision is taken: of two who change the same thing at once, one must look again. */
  taken: ({ subject, revision, changedBy }: ConfigurationChange): Create => ({
    kind: "create",
    name: "revision",
    item: { pk: partition(subject), sk: `REVISION#${numbered(revision)}`, changedBy },
  }),
  recorded: (change: ConfigurationChange): Create => ({
    kind: "create",
    name: "change",
    item: {
      pk: partition(change.subject),
      sk: `CHANGE#${numbered(change.revision)}`,
      ...change,
      list: LIST,
      at: `${change.changedAt}#${change.subject}`,
    },
  }),
});

export type ChangeStore = ReturnType<typeof changeStore>;
