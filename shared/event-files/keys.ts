import { EventFileId, type AgencyId } from "../kernel/ids.ts";
import { sha256 } from "../platform/canonical.ts";
import type { EventFile } from "./model.ts";

const UPLOADS = "event-files";
const RESULTS = "event-results";

type FileOf = Pick<EventFile, "agencyId" | "fileId">;

const ID_LENGTH = 26;

/** The same file of the same agency has the same id, however often it is announced. */
export const eventFileIdOf = (agencyId: AgencyId, hash: string): EventFileId =>
  EventFileId.parse(`evf_${sha256(`${agencyId}\n${hash}`).slice(0, ID_LENGTH).toUpperCase()}`);

/** Where an announcement's bytes go: nothing is ever written twice under one key. */
export const eventUploadKey = ({ agencyId, fileId, attempt }: FileOf & Pick<EventFile, "attempt">): string =>
  `${UPLOADS}/${agencyId}/${fileId}/${attempt}`;

/** Which announcement of which file an object was sent for. */
export type EventUpload = { readonly fileId: EventFileId; readonly attempt: number };

/** @returns undefined for objects that are no files of events */
export function eventUploadIn(key: string): EventUpload | undefined {
  const [, fileId, attempt] = /^event-files\/[^/]+\/([^/]+)\/(\d{1,9})$/u.exec(key) ?? [];
  const id = EventFileId.safeParse(fileId);
  return id.success ? { fileId: id.data, attempt: Number(attempt) } : undefined;
}

export const eventResultsKey = ({ agencyId, fileId }: FileOf): string =>
  `${RESULTS}/${agencyId}/${fileId}/results.csv`;

/** Numbers that sort as text, so that a listing of the bucket reads in order. */
export const eventPartKey = ({ agencyId, fileId }: FileOf, number: number): string =>
  `${RESULTS}/${agencyId}/${fileId}/parts/${String(number).padStart(5, "0")}.csv`;
