import type { Batch, Check, Facts } from "./audit-facts.ts";
import type { History } from "./audit-wire.ts";

/** The members of a batch's progress and the outcome of a row that each counts. */
const outcomes = {
  offered: "OFFERED",
  waiting: "WAITING",
  rejected: "REJECTED",
  existing: "EXISTING",
  invalid: "INVALID",
  failed: "FAILED",
} as const;

/** What a batch counts is what its results say, row by row, and what the histories of its accounts say. */
export const batchesAgree: Check = (facts) => {
  const byId = new Map(facts.histories.map((history) => [history.view.accountId, history]));
  return facts.batches.flatMap((batch) =>
    [...countFaults(batch), ...rowFaults(batch, byId), ...repeatFaults(batch)].map(
      (fault) => `${batch.batchId}: ${fault}`,
    ),
  );
};

function countFaults({ announced, progress, lines }: Batch): readonly string[] {
  // A row with several faults has a line for each.
  const rows = new Map(lines.map(({ line, outcome }) => [line, outcome]));
  const found = [...rows.values()];
  const total = rows.size === announced && progress["rows"] === announced;
  return [
    ...(total ? [] : [`${announced} rows sent, ${progress["rows"]} counted, ${rows.size} in the results`]),
    ...Object.entries(outcomes).flatMap(([member, outcome]) => {
      const count = found.filter((one) => one === outcome).length;
      return count === progress[member]
        ? []
        : [`${progress[member]} are ${member} by its progress, ${count} by its results`];
    }),
  ];
}

const rowFaults = ({ lines }: Batch, byId: ReadonlyMap<string, History>): readonly string[] =>
  lines.flatMap(({ lenderAccountRef, accountId, outcome }) => {
    const history = byId.get(accountId);
    if (history === undefined || history.view.lenderAccountRef !== lenderAccountRef)
      return [`${lenderAccountRef} is ${outcome}, but no such account is there`];
    return isAsSaid(outcome, history) ? [] : [`${accountId} is ${outcome}, but not by its history`];
  });

/**
 * A fresh portfolio has rows that are placed or rejected. Time may cure a rejection, and what waited may have
 * been offered since: the row tells of the first screening.
 */
function isAsSaid(outcome: string, { events }: History): boolean {
  const screened = events.find(({ type }) => type === "account.screened");
  const isRejected = screened?.data["outcome"] === "REJECTED";
  if (outcome === "REJECTED") return isRejected;
  const wasOffered = events.some(({ type }) => type === "placement.offered");
  return !isRejected && (outcome === "WAITING" || (outcome === "OFFERED" && wasOffered));
}

const repeatFaults = ({ batchId, again }: Batch): Facts["complaints"] =>
  again.status === 200 && again.batchId === batchId
    ? []
    : [`announced again it was answered ${again.status} with ${again.batchId || "no batch"}`];
