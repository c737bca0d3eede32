import type { Group } from "../operation.ts";

const AGENCY = "agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const SNAPSHOT = "snp_3F0C8B1D5A7E9F2046B8D1C3A5";
const PATH = "/v1/agencies/:agencyId/snapshots";

export const snapshotGroup: Group = {
  name: "snapshots",
  says: "What agencies say that they hold, and where the books differ",
  operations: [
    {
      name: "list",
      says: "Lists an agency's inventories, part by part, the newest first",
      examples: [`snapshots list ${AGENCY} --all`],
      method: "GET",
      path: PATH,
      paged: true,
      columns: [
        ["snapshot", "snapshotId"],
        ["reference", "snapshotRef"],
        ["as of", "asOf"],
        ["currency", "currency"],
        ["part", "part"],
        ["of", "parts"],
        ["found", "comparison.findingCount"],
      ],
    },
    {
      name: "show",
      says: "Shows a part of an inventory; the first tells what the whole was found to be",
      examples: [`snapshots show ${AGENCY} ${SNAPSHOT}`],
      method: "GET",
      path: `${PATH}/:snapshotId`,
    },
    {
      name: "findings",
      says: "Lists where an inventory and the books differ",
      examples: [`snapshots findings ${AGENCY} ${SNAPSHOT} --all`],
      method: "GET",
      path: `${PATH}/:snapshotId/findings`,
      paged: true,
      columns: [
        ["code", "code"],
        ["placement", "placementId"],
        ["lender", "lenderId"],
        ["reported", "theirs.outstanding"],
        ["ours", "ours.outstanding"],
        ["state", "ours.state"],
      ],
    },
  ],
};
