import { batchPoster } from "./pretend-agency-batches.ts";
import { callbackPoster, type PostCallback } from "./pretend-agency-callbacks.ts";
import type { Worker } from "./pretend-agency-case.ts";
import { filePoster } from "./pretend-agency-event-files.ts";
import type { Posting } from "./pretend-agency-signing.ts";

/** A column of a CSV file is a member of ours, so that words of one's own go as NDJSON. */
export const posterOf = (posting: Posting): ((worker: Worker) => PostCallback) => {
  const [single, batches] = [callbackPoster(posting), batchPoster(posting)];
  const files = { CSV: filePoster(posting, "CSV"), NDJSON: filePoster(posting, "NDJSON") };
  return ({ reporting, tongue }) => {
    if (reporting === "FILE") return files[tongue === "canonical" ? "CSV" : "NDJSON"];
    return reporting === "BATCH" ? batches : single;
  };
};
