import * as z from "zod";
import { eventView } from "../accounts/event-view.ts";
import type { Create, Item, Update } from "../kernel/change.ts";
import { emptyChain, type ChainHead } from "../kernel/event.ts";
import type { BankFileId, LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import type { CreateOne, Reader, UpdateOne } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { BankFile, fileTransitions, type Stored } from "./model.ts";

const pkOf = (fileId: BankFileId): string => `BANKFILE#${fileId}`;

const historyPk = (fileId: BankFileId): string => `ACCOUNT#${fileId}`;

const Ended = z.object({ sequence: z.int(), hash: z.string() });

const fileKey = (fileId: BankFileId) => ({ pk: pkOf(fileId), sk: "BANKFILE" });

type Deps = {
  readonly reader: Reader;
  readonly create: CreateOne;
  readonly update: UpdateOne;
};

type Attempt = Pick<BankFile, "fileId" | "attempt">;

type Paging = Pick<ListQuery, "limit" | "after">;

/** Banks' files. A file is no account: every single write names the state that it starts from. */
export const bankFileStore = ({ reader, create, update }: Deps) => ({
  ...bankFileReads(reader),
  ...announcing(create, update),
  ...moving(update),
  ...loading,
  ...settling,
});

/** Reading banks' files. */
export const bankFileReads = (reader: Reader) => ({
  find: async (fileId: BankFileId): Promise<BankFile | undefined> => {
    const item = await reader.get(fileKey(fileId));
    return item === undefined ? undefined : BankFile.parse(item);
  },
  /** The end of a file's history; its beginning where there is none. */
  chain: async (fileId: BankFileId): Promise<ChainHead> => {
    const query = { pk: historyPk(fileId), prefix: "EVENT#", limit: 1, newestFirst: true };
    const [last] = (await reader.page(query)).items;
    if (last === undefined) return emptyChain;
    const { sequence, hash } = Ended.parse(last);
    return { sequence, head: hash };
  },
  /** A page of a file's history as everybody sees it. */
  events: async (fileId: BankFileId, { limit, after }: Paging) => {
    const query = { pk: historyPk(fileId), prefix: "EVENT#", limit, ...(after && { after }) };
    const page = await reader.page(query);
    return { ...page, items: page.items.map(eventView) };
  },
  /** A page of a lender's files, newest first. */
  page: async (lenderId: LenderId, { limit, after }: Paging) => {
    const list = `BANKFILES#${lenderId}`;
    const page = await listing(reader)({ list, limit, after, newestFirst: true });
    return {
      items: page.items.map((item) => BankFile.parse(item)),
      ...(page.next && { next: page.next }),
    };
  },
});

const announcing = (create: CreateOne, update: UpdateOne) => ({
  /** Until its bytes come, a file is forgotten after some weeks. @returns the file that stands there, if one does */
  announce: async (file: BankFile): Promise<BankFile | undefined> => {
    const existing = await create({ ...fileItem(file), expiresAt: receiptExpiry(file.createdAt) });
    return existing === undefined ? undefined : BankFile.parse(existing);
  },
  /** Begins a file anew, as it is announced now. @returns false when somebody else did */
  announceAgain: async (file: BankFile): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { ...file, at: file.createdAt, expiresAt: receiptExpiry(file.createdAt) },
      remove: gone.filter((name) => !(name in file)),
      when: [standing(file.attempt - 1), guarded("AWAITING_UPLOAD")],
    }),
});

const moving = (update: UpdateOne) => ({
  /** @returns false when somebody refused or loaded it */
  reading: async (file: Attempt): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { state: "READING" },
      remove: ["expiresAt"],
      when: [standing(file.attempt), guarded("READING")],
    }),
  /** Nothing of it was stored, and nothing ever is. @returns false when somebody found it good or refused it */
  refused: async (file: Attempt, facts: Pick<BankFile, "reasons" | "checkedAt">): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { ...facts, state: "REFUSED" },
      when: [standing(file.attempt), guarded("REFUSED"), { attribute: "checkedAt", is: "absent" }],
    }),
  /** It was found good: from now on it can only be loaded. @returns false when somebody came to an end before */
  found: async (file: Attempt, facts: Partial<BankFile>): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: facts,
      when: [standing(file.attempt), guarded("LOADED"), { attribute: "checkedAt", is: "absent" }],
    }),
  /** How far it is: written again, it says the same. */
  progressed: async (file: Attempt, stored: Stored): Promise<boolean> =>
    update({ ...changeOf(file), set: { stored }, when: [standing(file.attempt), guarded("LOADED")] }),
});

/** The changes that make a loaded file count, with its events. */
const loading = {
  /** That it is loaded, once. */
  once: ({ fileId }: Attempt, loadedAt: Instant): Create => ({
    kind: "create",
    name: "loaded",
    item: { pk: pkOf(fileId), sk: "LOADED", loadedAt },
  }),
  /** With how far it is: who is slower may have marked less since. */
  loaded: (file: Attempt, stored: Stored, loadedAt: Instant): Update => ({
    ...changeOf(file),
    set: { state: "LOADED", stored, loadedAt },
    when: [standing(file.attempt), guarded("LOADED")],
  }),
};

/** What becomes of a loaded file when a person settles an entry of it. */
const settling = {
  settled: (
    file: Pick<BankFile, "fileId">,
    how: "corrected" | "rejected" | undefined,
    now: Instant,
  ): Update => ({
    ...changeOf(file),
    set: { touchedAt: now },
    ...(how && { add: { [how]: 1 } }),
    when: [{ attribute: "state", is: "=", value: "LOADED" satisfies BankFile["state"] }],
  }),
};

/** What an earlier announcement may have left. */
const gone = ["etag", "accounts", "settings", "found", "reasons", "checkedAt", "format", "bankAccountRef"];

const changeOf = ({ fileId }: Pick<BankFile, "fileId">) =>
  ({ kind: "update", name: "bank-file", key: fileKey(fileId) }) satisfies Partial<Update>;

const standing = (attempt: number) => ({ attribute: "attempt", is: "=", value: attempt }) as const;

const guarded = (to: BankFile["state"]) => guard(fileTransitions, { attribute: "state", to });

const fileItem = (file: BankFile): Item => ({
  ...fileKey(file.fileId),
  ...file,
  list: `BANKFILES#${file.lenderId}`,
  at: file.createdAt,
});

export type BankFileStore = ReturnType<typeof bankFileStore>;
