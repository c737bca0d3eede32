import type { AgencyStore } from "../agencies/store.ts";
import { saveVersion } from "../contracts/save-version.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import type { CreateOne, PutOne } from "../platform/dynamo.ts";
import { Dialect } from "./model.ts";
import type { DialectStore } from "./store.ts";
import type { DialectBody } from "./wire.ts";

export type SaveDialectDeps = {
  readonly agencies: Pick<AgencyStore, "current">;
  readonly dialects: Pick<DialectStore, "current" | "item" | "versionItem">;
  readonly put: PutOne;
  readonly create: CreateOne;
  readonly clock: Clock;
};

/**
 * Puts an agency's dialect in force. Words that differ get the next version, and every version is kept.
 * @throws Refused `not-found` for an unknown agency, `unavailable`
 */
export const saveDialect =
  (deps: SaveDialectDeps) =>
  async (agencyId: AgencyId, body: DialectBody): Promise<Dialect> => {
    if ((await deps.agencies.current(agencyId)) === undefined)
      throw new Refused({ code: "not-found", detail: "No such agency." });
    const before = await deps.dialects.current(agencyId);
    const next = Dialect.parse({ ...body, agencyId, version: before?.version ?? 0 });
    const dialect =
      before !== undefined && canonical(before) === canonical(next) ? before : await kept(deps, next);
    await deps.put(deps.dialects.item(dialect));
    return dialect;
  };

async function kept(deps: SaveDialectDeps, next: Dialect): Promise<Dialect> {
  const savedAt = deps.clock.now();
  const version = await saveVersion(deps.create, next.version + 1, {
    itemOf: (given) => deps.dialects.versionItem({ ...next, version: given, savedAt }),
    contentOf: (item) => Dialect.parse(item),
  });
  return { ...next, version };
}
