import type { Change } from "../kernel/change.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { Arrangement, ARRANGEMENT_COUNT_MAX } from "./model.ts";

const prefix = "ARRANGEMENT#";

const arrangementKey = ({ accountId, agencyId, arrangementRef }: Arrangement) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `${prefix}${agencyId}#${arrangementRef}`,
});

export const arrangementStore = (reader: Pick<Reader, "page">) => ({
  /** Every agreement of an account; no more of them are ever kept than one page has. */
  ofAccount: async (accountId: AccountId): Promise<readonly Arrangement[]> => {
    const page = await reader.page({ pk: `ACCOUNT#${accountId}`, prefix, limit: ARRANGEMENT_COUNT_MAX });
    return page.items.map((item) => Arrangement.parse(item));
  },
  /** A new agreement, or the next revision of one. */
  written: (arrangement: Arrangement): Change => {
    const item = { ...arrangementKey(arrangement), ...arrangement };
    if (arrangement.revision === 1) return { kind: "create", name: "arrangement", item };
    return {
      kind: "replace",
      name: "arrangement",
      item,
      when: [{ attribute: "revision", is: "=", value: arrangement.revision - 1 }],
    };
  },
});

export type ArrangementStore = ReturnType<typeof arrangementStore>;
