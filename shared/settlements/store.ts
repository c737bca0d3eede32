import type { Change } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Settlement, SETTLEMENT_COUNT_MAX } from "./model.ts";

const prefix = "SETTLEMENT#";

export const settlementStore = (reader: Pick<Reader, "page">) => ({
  /** Every offer of an account; no more of them are ever kept than one page has. */
  ofAccount: async (accountId: AccountId): Promise<readonly Settlement[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix, limit: SETTLEMENT_COUNT_MAX });
    return page.items.map((item) => Settlement.parse(item));
  },
  /** A new offer, or the next revision of one. */
  written: (settlement: Settlement): Change => {
    const { accountId, agencyId, settlementRef, revision } = settlement;
    const item = { pk: `ACCOUNT#${accountId}`, sk: `${prefix}${agencyId}#${settlementRef}`, ...settlement };
    if (revision === 1) return { kind: "create", name: "settlement", item };
    return {
      kind: "replace",
      name: "settlement",
      item,
      when: [{ attribute: "revision", is: "=", value: revision - 1 }],
    };
  },
});

export type SettlementStore = ReturnType<typeof settlementStore>;
