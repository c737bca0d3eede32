import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { AccountId, type AgencyId, type LenderId } from "../../shared/kernel/ids.ts";
import { aContract, aLender, anAccount, aPlacement, now } from "./builders.ts";

/** An account of a lender whose agency reached the debtor while a hold stood, and used a code that nobody knows. */
export function anAccountAtOdds(lenderId: LenderId, agencyId: AgencyId) {
  const account = anAccount({ accountId: AccountId.parse("acc_01JB4R0E3SH5G9V1XJ7P2M4WQC"), lenderId });
  const placement = aPlacement(account, { agencyId, acknowledgedAt: now, state: "ACTIVE" });
  const message = { accountId: account.accountId, sequence: 7, eventId: "evt_7", type: "contact.attempted" };
  const event: GatewayEvent = {
    ...message,
    actor: { kind: "AGENCY", id: agencyId },
    effectiveAt: now,
    receivedAt: now,
    postedAt: now,
    data: { attemptRef: "A-1", channel: "VOICE", startedAt: now, violations: ["CONTACT_DURING_HOLD"] },
    postings: [],
    previousHash: "",
    hash: "",
  };
  const code = { reason: "unknown-code" as const, pointer: "/data/code", value: "R99", count: 1 };
  return {
    message,
    placementId: placement.placementId,
    stores: {
      accounts: { find: async () => account },
      histories: { at: async () => event },
      placements: { find: async () => placement },
      contracts: {
        portfolio: async () => ({
          lender: aLender({ lenderId }),
          contracts: [aContract({ lenderId, agencyId, currency: account.currency })],
          usage: [],
          plans: [],
        }),
      },
      dialects: { versions: async () => ({ items: [] }) },
      drift: { report: async () => [{ ...code, firstSeenAt: now, lastSeenAt: now }] },
    },
  };
}
