import type { Item, Update } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { sha256 } from "../platform/canonical.ts";
import type { Reader } from "../platform/dynamo.ts";
import type { Drift } from "./count-drift.ts";
import type { DriftValue } from "./wire.ts";

/** Different values of an agency that are counted one by one; all others are counted together. */
const DRIFT_VALUE_COUNT_MAX = 200;

const PREFIX = "VALUE#";

const driftPk = (agencyId: AgencyId): string => `DRIFT#${agencyId}`;

const valueKey = (agencyId: AgencyId, { reason, pointer, value }: Drift) => ({
  pk: driftPk(agencyId),
  sk: `${PREFIX}${sha256(`${reason}\n${pointer}\n${value}`)}`,
});

const roomKey = (agencyId: AgencyId) => ({ pk: driftPk(agencyId), sk: "VALUES" });

export const driftStore = (reader: Pick<Reader, "page">) => ({
  /** The value once more; refused when it was never counted. */
  counted: (agencyId: AgencyId, drift: Drift, at: Instant): Update => ({
    kind: "update",
    name: "drift",
    key: valueKey(agencyId, drift),
    add: { count: 1 },
    set: { lastSeenAt: at },
    when: [{ attribute: "pk", is: "present" }],
  }),
  /** The value for the first time. */
  firstItem: (agencyId: AgencyId, drift: Drift, at: Instant): Item => ({
    ...valueKey(agencyId, drift),
    ...drift,
    count: 1,
    firstSeenAt: at,
    lastSeenAt: at,
  }),
  /** Room for one more value; refused when there is none, or nothing was ever counted. */
  roomTaken: (agencyId: AgencyId): Update => ({
    kind: "update",
    name: "drift-room",
    key: roomKey(agencyId),
    add: { values: 1 },
    when: [{ attribute: "values", is: "<", value: DRIFT_VALUE_COUNT_MAX }],
  }),
  firstRoom: (agencyId: AgencyId): Item => ({ ...roomKey(agencyId), values: 1 }),
  /** Everything that was counted; all of it is one page. */
  report: async (agencyId: AgencyId): Promise<readonly DriftValue[]> => {
    const { items } = await reader.page({
      pk: driftPk(agencyId),
      prefix: PREFIX,
      limit: DRIFT_VALUE_COUNT_MAX + 1,
    });
    const { DriftValue } = await import("./wire.ts"); // what counts starts without the schemas
    return items.map((item) => DriftValue.parse(item));
  },
});

export type DriftStore = ReturnType<typeof driftStore>;
