import type { Item, Update } from "../kernel/change.ts";
import type { AgencyId, EventFileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { CreateOne, Reader, UpdateOne } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { EventFile, fileTransitions, lineOutcomes, type FileState, type LineResult } from "./model.ts";

const fileKey = (fileId: EventFileId) => ({ pk: `EVENTFILE#${fileId}`, sk: "EVENTFILE" });

const listOf = (agencyId: AgencyId): string => `EVENTFILES#${agencyId}`;

type Deps = { readonly reader: Reader; readonly create: CreateOne; readonly update: UpdateOne };

type Attempt = Pick<EventFile, "fileId" | "attempt">;

/** Files of events. A file is no account: every single write names the state that it starts from. */
export const eventFileStore = ({ reader, create, update }: Deps) => ({
  find: async (fileId: EventFileId): Promise<EventFile | undefined> => {
    const item = await reader.get(fileKey(fileId));
    return item === undefined ? undefined : EventFile.parse(item);
  },
  /** A page of an agency's files, newest first. */
  page: async (agencyId: AgencyId, { limit, after }: Pick<ListQuery, "limit" | "after">) => {
    const list = listOf(agencyId);
    const page = await listing(reader)({ list, limit, after, newestFirst: true });
    return { files: page.items.map((item) => EventFile.parse(item)), ...(page.next && { next: page.next }) };
  },
  /** Until its bytes come, a file is forgotten after some weeks. @returns the file that stands there, if one does */
  announce: async (file: EventFile): Promise<EventFile | undefined> => {
    const existing = await create({ ...fileItem(file), expiresAt: receiptExpiry(file.createdAt) });
    return existing === undefined ? undefined : EventFile.parse(existing);
  },
  /** Begins a refused file anew, as it is announced now. @returns false when somebody else did */
  announceAgain: async ({ done: _none, ...file }: EventFile): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { ...file, at: file.createdAt, expiresAt: receiptExpiry(file.createdAt) },
      remove: ["etag", "columns", "found", "reasons", "checkedAt", ...(file.fileName ? [] : ["fileName"])],
      when: [
        standing(file.attempt - 1),
        guard(fileTransitions, { attribute: "state", to: "AWAITING_UPLOAD" }),
      ],
    }),
  /** Takes a step that the table of states has. @returns false when somebody took another */
  move: async (file: Attempt, to: FileState, facts: Partial<EventFile> = {}): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { ...facts, state: to },
      remove: ["expiresAt"],
      when: [standing(file.attempt), guard(fileTransitions, { attribute: "state", to })],
    }),
  /** That every chunk is in the queue. */
  sent: async (file: Attempt, sentAt: Instant): Promise<boolean> =>
    update({ ...changeOf(file), set: { sentAt }, when: [standing(file.attempt), processing] }),
  /** Marks a chunk done and adds what became of its lines: one write, that a second time changes nothing. */
  taken: async (file: Attempt, number: number, results: readonly LineResult[]): Promise<boolean> =>
    update({
      ...changeOf(file),
      add: { ...countsOf(results), done: new Set([number]) },
      when: [processing, { attribute: "done", is: "lacks", value: number }],
    }),
});

const changeOf = ({ fileId }: Pick<EventFile, "fileId">) =>
  ({ kind: "update", name: "event-file", key: fileKey(fileId) }) satisfies Partial<Update>;

const standing = (attempt: number) => ({ attribute: "attempt", is: "=", value: attempt }) as const;

const processing = { attribute: "state", is: "=", value: "PROCESSING" } as const;

/** A set may not be empty in the store: it comes with its first member. */
function fileItem({ done: _none, ...file }: EventFile): Item {
  return { ...fileKey(file.fileId), ...file, list: listOf(file.agencyId), at: file.createdAt };
}

const countsOf = (results: readonly LineResult[]): Record<string, number> =>
  Object.fromEntries(
    lineOutcomes.map((outcome) => [
      outcome.toLowerCase(),
      results.filter((result) => result.outcome === outcome).length,
    ]),
  );

export type EventFileStore = ReturnType<typeof eventFileStore>;
