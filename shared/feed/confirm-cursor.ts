import type { AgencyId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { CreateOne, PutOne, UpdateOne } from "../platform/dynamo.ts";
import { cursorOf, positionIn } from "./cursor.ts";
import type { FeedStore } from "./store.ts";
import type { ConfirmCursorRequest, CursorView } from "./wire.ts";

export type ConfirmCursorDeps = {
  readonly feeds: Pick<FeedStore, "position" | "confirmed" | "cursor" | "cursorForward">;
  readonly create: CreateOne;
  readonly update: UpdateOne;
  readonly put: PutOne;
  readonly clock: Clock;
};

/** Where the agency's reading begins when it names no cursor. */
export const readCursor =
  (deps: Pick<ConfirmCursorDeps, "feeds">) =>
  async (agencyId: AgencyId): Promise<CursorView> => {
    const confirmed = await deps.feeds.confirmed(agencyId);
    return { position: 0, ...confirmed, cursor: cursorOf(agencyId, confirmed?.position ?? 0) };
  };

/**
 * The agency has everything up to a cursor. It never goes back by a request that was late; going back on
 * purpose is asked for as `rewind`.
 * @returns where it stands then
 * @throws Refused `invalid-cursor`, also for one that is ahead of the feed
 */
export const confirmCursor =
  (deps: ConfirmCursorDeps) =>
  async (agencyId: AgencyId, { cursor, rewind }: ConfirmCursorRequest): Promise<CursorView> => {
    const position = accepted(positionIn(agencyId, cursor));
    if (position > (await deps.feeds.position(agencyId)))
      throw new Refused({ code: "invalid-cursor", detail: "The feed has not come that far." });
    const confirmed = { position, confirmedAt: deps.clock.now() };
    const item = deps.feeds.cursor(agencyId, confirmed);
    if (rewind) await deps.put(item);
    else if ((await deps.create(item)) !== undefined)
      await deps.update(deps.feeds.cursorForward(agencyId, confirmed));
    return readCursor(deps)(agencyId);
  };
