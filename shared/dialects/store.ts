import type { Item } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { remembering } from "../platform/cache.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import type { Dialect, DialectVersion } from "./model.ts";

const dialectKey = (agencyId: AgencyId) => ({ pk: `DIALECT#${agencyId}`, sk: "DIALECT" });

/** Former versions lie apart from the one in force. */
const versionsPk = (agencyId: AgencyId): string => `DIALECTS#${agencyId}`;

const versionKey = (version: number): string => `VERSION#${String(version).padStart(6, "0")}`;

/** How long a running function may translate by a former dialect. */
const CACHE_MS = 10_000;

/** Most agencies have no dialect, and what takes their callbacks starts without the schemas. */
const schemas = async () => import("./model.ts");

/** That an agency has no dialect is remembered as well: most have none. */
type Found = { readonly dialect?: Dialect };

export const dialectStore = (reader: Reader, nowMs: () => number = Date.now) => {
  const current = async (agencyId: AgencyId): Promise<Dialect | undefined> => {
    const item = await reader.get(dialectKey(agencyId));
    if (item === undefined) return undefined;
    const { Dialect } = await schemas();
    return Dialect.parse(item);
  };
  const remembered = remembering<AgencyId, Found>(
    async (agencyId) => {
      const dialect = await current(agencyId);
      return dialect === undefined ? {} : { dialect };
    },
    { ms: CACHE_MS, nowMs },
  );
  return {
    /** The dialect by which an agency's events are read, as it was at most some seconds ago. */
    find: async (agencyId: AgencyId): Promise<Dialect | undefined> => (await remembered(agencyId))?.dialect,
    /** As it stands now, for whoever changes it or releases by it. */
    current,
    item: (dialect: Dialect): Item => ({ ...dialectKey(dialect.agencyId), ...dialect }),
    versionItem: (saved: DialectVersion): Item => ({
      pk: versionsPk(saved.agencyId),
      sk: versionKey(saved.version),
      ...saved,
    }),
    /** Every dialect that was ever saved, newest first. */
    versions: async (agencyId: AgencyId, limit: number, after?: Page["next"]) => {
      const pk = versionsPk(agencyId);
      const page = await reader.page({ pk, limit, newestFirst: true, ...(after && { after }) });
      const { DialectVersion } = await schemas();
      return {
        items: page.items.map((item) => DialectVersion.parse(item)),
        ...(page.next && { next: page.next }),
      };
    },
  };
};

export type DialectStore = ReturnType<typeof dialectStore>;
