const sent = ["ReconciliationSnapshotCallback"];
const answered = ["SnapshotView", "SnapshotWithLines"];

const scoped = (schemas: readonly string[], words: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    schemas.flatMap((schema) =>
      Object.entries(words).map(([member, says]) => [`${schema}.${member}`, says] as const),
    ),
  );

const ofLines = {
  lines: "The placements that the agency held, each once; none where it held nothing.",
  outstanding:
    "What was owed by the agency's own count, in minor units; of the control totals, of all lines.",
  state: "Where the agency says that it stands, in its own words. Kept, not compared.",
};

/** Members of inventories and of what is found in them. */
export const snapshotWords: Readonly<Record<string, string>> = {
  ...scoped([...sent, ...answered], {
    asOf: "When the inventory was taken: what is compared is what the agency could know then.",
    controlTotals: "What the lines of this part come to, by the agency's own count.",
  }),
  ...scoped(sent, { count: "How many lines there are." }),
  ...scoped([...sent, "SnapshotWithLines"], ofLines),
  ...scoped(answered, {
    comparison: "What comparing the whole came to; with the first part, once all parts are there.",
    count: "How many there are: of lines, or of findings of this code.",
    lineCount: "How many placements all parts listed.",
    reportedAt: "When this part came.",
  }),
  ...scoped(["SnapshotView"], { outstanding: ofLines.outstanding }),
  ...scoped(["FindingView"], {
    code: "What it is, as a stable code.",
    outstanding: "What is owed, in minor units.",
    state: "Where it stands: the gateway's state, or the agency's own word.",
  }),
  comparedAt: "When the inventory was compared.",
  findingCount: "How much differs.",
  findingCounts: "How much differs, by code.",
  firstPartId: "The first part, `snp_…`: with it stands what was found in the whole.",
  lastPaymentAmount: "What came in last, in minor units. Kept, not compared.",
  lastPaymentOn: "When something came in last. Kept, not compared.",
  openCount: "How many placements the agency had open, in this currency, when the inventory was taken.",
  ours: "What the gateway has; nothing of a placement that is not the agency's.",
  part: "Which part of the inventory it is, from 1.",
  parts: "How many parts the inventory has.",
  snapshotId: "The part of the inventory, `snp_…`: the same for the same reference and part.",
  snapshotRef: "The agency's own reference of the inventory, given once: all its parts have it.",
  theirs: "What the agency listed.",
};
