import { faults, keyRefusals, type Operation } from "../operation.ts";
import { findingsExample, snapshotExample, snapshotWithLinesExample } from "../snapshot-examples.ts";

const refusals = [...keyRefusals, "not-found", ...faults] as const;
const pageRefusals = [...refusals, "invalid-request", "invalid-cursor"] as const;

const readers = ["Agency", "Finance", "Operator"] as const;

/** What agencies say that they hold, and what of it differs. */
export const snapshotOperations: readonly Operation[] = [
  {
    id: "listSnapshots",
    method: "GET",
    path: "/v1/agencies/:agencyId/snapshots",
    summary: "List an agency's inventories",
    says: "Every part that came as `reconciliation.snapshot`, newest first, without its lines. Once all parts of an inventory are there, what was found stands with the first. A finance key of one lender sees none: an inventory is of all lenders that the agency works for.",
    for: readers,
    proves: "key",
    parameters: ["agencyId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of parts.",
      schema: "SnapshotPage",
      examples: { one: { summary: "One", value: { items: [snapshotExample] } } },
    },
    refusals: pageRefusals,
  },
  {
    id: "getSnapshot",
    method: "GET",
    path: "/v1/agencies/:agencyId/snapshots/:snapshotId",
    summary: "Read a part of an agency's inventory",
    says: "With its lines as they came.",
    for: readers,
    proves: "key",
    parameters: ["agencyId", "snapshotId"],
    answer: {
      status: 200,
      says: "The part.",
      schema: "SnapshotWithLines",
      examples: { one: { summary: "An inventory of two placements", value: snapshotWithLinesExample } },
    },
    refusals,
  },
  {
    id: "listSnapshotFindings",
    method: "GET",
    path: "/v1/agencies/:agencyId/snapshots/:snapshotId/findings",
    summary: "List what differs in an agency's inventory",
    says: "What comparing the whole inventory found, by placement; it stands with the first part. `INV_MISSING_AT_AGENCY`: open here, and not listed. `INV_ZOMBIE`: listed, and recalled, closed or declined before the inventory was taken; the agency must stop at once. `INV_UNKNOWN`: listed, and never the agency's. `BAL_DRIFT`: the balances differ; both are told. `CURRENCY_DIFF`: listed in another currency. Compared is what the agency could know at `asOf`: of its own events those that had happened by then, of all others those that the gateway had by then. What began or ended after `asOf` is no finding.",
    for: readers,
    proves: "key",
    parameters: ["agencyId", "snapshotId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of findings.",
      schema: "FindingPage",
      examples: {
        two: { summary: "A stranger, and a balance that differs", value: { items: [...findingsExample] } },
      },
    },
    refusals: pageRefusals,
  },
];
