import type { Batch } from "./model.ts";

/** Where lenders put their files; nothing else may be written from outside. */
const UPLOADS = "account-batches/";
const RESULTS = "batch-results/";

type FileOf = Pick<Batch, "batchId" | "lenderId">;

export const uploadKey = ({ lenderId, batchId }: FileOf): string => `${UPLOADS}${lenderId}/${batchId}`;

/** The batch that an uploaded object is of; `undefined` when it is of none. */
export const batchIdIn = (key: string): string | undefined =>
  /^account-batches\/[^/]+\/([^/]+)$/u.exec(key)?.[1];

export const resultsKey = ({ lenderId, batchId }: FileOf): string =>
  `${RESULTS}${lenderId}/${batchId}/results.csv`;

/** Numbers that sort as text, so that a listing of the bucket reads in order. */
export const partKey = ({ lenderId, batchId }: FileOf, number: number): string =>
  `${RESULTS}${lenderId}/${batchId}/parts/${String(number).padStart(5, "0")}.csv`;
