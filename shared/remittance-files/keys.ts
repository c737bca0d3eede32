import { RemittanceFileId, type AgencyId } from "../kernel/ids.ts";
import { sha256 } from "../platform/canonical.ts";
import type { RemittanceFile } from "./model.ts";

const UPLOADS = "remittance-files";
const RESULTS = "remittance-results";

const ID_LENGTH = 26;

/** The same file of the same agency has the same id, whoever announces it and however often. */
export const remittanceFileIdOf = (agencyId: AgencyId, hash: string): RemittanceFileId =>
  RemittanceFileId.parse(`rmf_${sha256(`${agencyId}\n${hash}`).slice(0, ID_LENGTH).toUpperCase()}`);

type Announced = Pick<RemittanceFile, "agencyId" | "fileId" | "attempt">;

/** Where an announcement's bytes go: nothing is ever written twice under one key. */
export const remittanceUploadKey = ({ agencyId, fileId, attempt }: Announced): string =>
  `${UPLOADS}/${agencyId}/${fileId}/${attempt}`;

export const remittanceResultsKey = ({ agencyId, fileId, attempt }: Announced): string =>
  `${RESULTS}/${agencyId}/${fileId}/${attempt}.csv`;

/** Which announcement of which file an object was sent for. */
export type RemittanceUpload = Pick<RemittanceFile, "fileId" | "attempt">;

/** @returns undefined for objects that are no files of advices */
export function remittanceUploadIn(key: string): RemittanceUpload | undefined {
  const [, fileId, attempt] = /^remittance-files\/[^/]+\/([^/]+)\/(\d{1,9})$/u.exec(key) ?? [];
  const id = RemittanceFileId.safeParse(fileId);
  return id.success ? { fileId: id.data, attempt: Number(attempt) } : undefined;
}
