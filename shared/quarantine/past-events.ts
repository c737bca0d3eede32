import type { Receipt } from "../callbacks/model.ts";
import type { PastEvent } from "../dialects/try-dialect.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { secondsBetween } from "../kernel/time.ts";
import type { QuarantineStore } from "./store.ts";

/** What an agency sent lately and the gateway kept, taken or waiting, the newest first. */
export const pastEvents =
  ({ quarantine }: { readonly quarantine: Pick<QuarantineStore, "sent" | "page"> }) =>
  async (agencyId: AgencyId, limit: number): Promise<readonly PastEvent[]> => {
    const [taken, waiting] = await Promise.all([
      quarantine.sent(agencyId, limit),
      quarantine.page({ agencyId, state: "OPEN" }, { limit }),
    ]);
    return [...taken, ...waiting.items]
      .toSorted((a, b) => secondsBetween(a.receivedAt, b.receivedAt))
      .slice(0, limit)
      .flatMap(pastEvent);
  };

const pastEvent = ({ raw, eventId, answer, receivedAt }: Receipt): readonly PastEvent[] =>
  raw === undefined
    ? []
    : [
        {
          body: JSON.parse(raw),
          bytes: raw.length,
          sentAs: eventId,
          past: { receiptId: answer.receiptId, receivedAt },
        },
      ];
