import { agencyId } from "./story.ts";
import { ids } from "./examples.ts";

const book = { lenderId: ids.lenderId, currency: "USD" } as const;

export const reconciliationBody = book;

const requested = {
  reconciliationId: "rec_01JB4R7A5V2C8E0G3K6M9P1S4W",
  ...book,
  state: "REQUESTED",
  requestedAt: "2026-03-31T06:00:00.000Z",
} as const;

export const reconciliationViews = {
  requested,
  done: {
    ...requested,
    state: "DONE",
    finishedAt: "2026-03-31T06:00:04.812Z",
    counts: {
      collected: 118,
      expectations: 204,
      adviceLines: 198,
      bankLines: 3,
      matched: 199,
      notMade: 0,
      ambiguous: 0,
      limits: 0,
      unmatched: 7,
      breaks: { AMOUNT_DIFF: 1, PAY_MISSING_AT_AGENCY: 6 },
    },
  },
} as const;

export const matchView = {
  matchId: "mat_5B1D0C7A9E3F2846B8D1C3A57E",
  relation: "ADVISED",
  ruleId: "REF-NEAR",
  ruleVersion: 1,
  ...book,
  agencyId,
  left: [`${agencyId}/P/PAY-2207`],
  right: [`${ids.placementId.replace("plc_", "rem_").slice(0, 30)}#000017`],
  difference: -1,
  days: 2,
  reference: "PAY-2207",
  madeAt: "2026-03-31T06:00:03.120Z",
} as const;
