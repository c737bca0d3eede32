import type { Create, Item, Replace, Update } from "../kernel/change.ts";
import { RemittanceFileId, type AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import * as z from "zod";
import type { Reader, UpdateOne } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import type { WriteBeside } from "../platform/write.ts";
import { fileTransitions, RemittanceFile } from "./model.ts";

const pkOf = (fileId: RemittanceFileId): string => `REMITTANCEFILE#${fileId}`;

const fileKey = (fileId: RemittanceFileId) => ({ pk: pkOf(fileId), sk: "REMITTANCEFILE" });

const listOf = (whose: LenderId | AgencyId): string => `REMITTANCEFILES#${whose}`;

const Named = z.object({ fileId: RemittanceFileId });

type Deps = { readonly reader: Reader; readonly update: UpdateOne; readonly writeBeside: WriteBeside };

type Attempt = Pick<RemittanceFile, "fileId" | "attempt">;

type Outcome = Pick<RemittanceFile, "state" | "finishedAt"> & Partial<RemittanceFile>;

/** Files of advices. A file is no account: every single write names the state that it starts from. */
export const remittanceFileStore = ({ reader, update, writeBeside }: Deps) => ({
  find: async (fileId: RemittanceFileId): Promise<RemittanceFile | undefined> => {
    const item = await reader.get(fileKey(fileId));
    return item === undefined ? undefined : RemittanceFile.parse(item);
  },
  /** A page of those of a lender or an agency, newest first: on an agency's list stands the id. */
  page: async (whose: LenderId | AgencyId, { limit, after }: Pick<ListQuery, "limit" | "after">) => {
    const page = await listing(reader)({ list: listOf(whose), limit, after, newestFirst: true });
    const ids = page.items.map((item) => Named.parse(item).fileId);
    const found = (await reader.getAll(ids.map(fileKey))).map((item) => RemittanceFile.parse(item));
    const byId = new Map(found.map((file) => [file.fileId, file]));
    return { items: ids.flatMap((id) => byId.get(id) ?? []), ...(page.next && { next: page.next }) };
  },
  /** Until its bytes come, a file is forgotten after some weeks. @returns false when one stands there */
  announce: async (file: RemittanceFile): Promise<boolean> => {
    const expiresAt = receiptExpiry(file.createdAt);
    return (await writeBeside([created(file, expiresAt), listed(file, expiresAt)])).ok;
  },
  /** Begins a file anew, as it is announced now. @returns false when somebody else did, or its bytes came */
  announceAgain: async (file: RemittanceFile): Promise<boolean> => {
    const expiresAt = receiptExpiry(file.createdAt);
    return (await writeBeside([replaced(file, expiresAt), listed(file, expiresAt)])).ok;
  },
  /** Its bytes are there: it is kept. @returns false when somebody came to an end of it */
  reading: async (file: RemittanceFile): Promise<boolean> => {
    const change: Update = {
      ...changeOf(file),
      set: { state: "READING" },
      remove: ["expiresAt"],
      when: [standing(file.attempt), guarded("READING")],
    };
    return (await writeBeside([change, listed(file)])).ok;
  },
  /** What became of it. @returns false when somebody said so before */
  finished: async (file: Attempt, { state, ...facts }: Outcome): Promise<boolean> =>
    update({
      ...changeOf(file),
      set: { ...facts, state },
      when: [standing(file.attempt), guarded(state)],
    }),
});

const changeOf = ({ fileId }: Pick<RemittanceFile, "fileId">) =>
  ({ kind: "update", name: "remittance-file", key: fileKey(fileId) }) satisfies Partial<Update>;

const standing = (attempt: number) => ({ attribute: "attempt", is: "=", value: attempt }) as const;

const guarded = (to: RemittanceFile["state"]) => guard(fileTransitions, { attribute: "state", to });

const placeOf = (createdAt: Instant, fileId: RemittanceFileId): string => `${createdAt}#${fileId}`;

const fileItem = (file: RemittanceFile, expiresAt: number): Item => ({
  ...fileKey(file.fileId),
  ...file,
  list: listOf(file.lenderId),
  at: placeOf(file.createdAt, file.fileId),
  expiresAt,
});

const created = (file: RemittanceFile, expiresAt: number): Create => ({
  kind: "create",
  name: "remittance-file",
  item: fileItem(file, expiresAt),
});

const replaced = (file: RemittanceFile, expiresAt: number): Replace => ({
  kind: "replace",
  name: "remittance-file",
  item: fileItem(file, expiresAt),
  when: [standing(file.attempt - 1), guarded("AWAITING_UPLOAD")],
});

/** Its place on the agency's list, which goes when the file goes. */
const listed = ({ fileId, agencyId, createdAt }: RemittanceFile, expiresAt?: number): Replace => ({
  kind: "replace",
  name: "place",
  item: {
    pk: pkOf(fileId),
    sk: "PLACE",
    fileId,
    list: listOf(agencyId),
    at: placeOf(createdAt, fileId),
    ...(expiresAt !== undefined && { expiresAt }),
  },
  when: [],
});

export type RemittanceFileStore = ReturnType<typeof remittanceFileStore>;
