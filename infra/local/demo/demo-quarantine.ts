import * as z from "zod";
import { tongueOf } from "../agencies/pretend-agency-tongues.ts";
import type { Quarantined } from "../audit/audit-facts.ts";
import { read, readAll } from "../audit/audit-fetch.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { callGateway } from "../sandbox/sandbox-client.ts";
import { putDialect } from "../sandbox/sandbox-register.ts";
import { agencySeeds, livelySeeds } from "../sandbox/sandbox-seed.ts";

const CONCURRENCY = 4;

const Waiting = z.object({
  receiptId: z.string(),
  agencyId: z.string(),
  eventId: z.string(),
  reason: z.string(),
  state: z.string(),
  receipt: z.object({ disposition: z.string() }),
});
type Waiting = z.infer<typeof Waiting>;

type Operator = Pick<LocalCloud, "baseUrl" | "adminKey">;

const readerOf = ({ baseUrl, adminKey }: Operator) => ({ baseUrl, apiKey: adminKey });

/**
 * The operator's work list: asks an agency what its new code means, adds it to the dialect and releases what waited
 * for it; what contradicts itself or is of no version is rejected. @returns how much was decided
 */
export function quarantineDesk(cloud: Operator): () => Promise<number> {
  const learnt = new Set<string>();
  return async () => {
    const waiting = await readAll(readerOf(cloud), "/v1/quarantined-events", Waiting);
    const codes = waiting.filter(({ reason }) => reason === "unknown-code");
    for (const { agencyId } of codes) {
      const tongue = [...agencySeeds, ...livelySeeds].find(({ id }) => id === agencyId)?.tongue;
      const dialect = tongue && tongueOf[tongue]?.learnt;
      if (dialect === undefined || learnt.has(agencyId)) continue;
      learnt.add(agencyId);
      await putDialect(cloud, agencyId, dialect);
    }
    const done = await mapBounded(waiting, CONCURRENCY, (event) => decide(cloud, event));
    return done.filter(Boolean).length;
  };
}

async function decide({ baseUrl, adminKey: apiKey }: Operator, event: Waiting): Promise<boolean> {
  const one = `/v1/quarantined-events/${event.receiptId}`;
  const [path, body] =
    event.reason === "unknown-code"
      ? [`${one}/release`, {}]
      : [`${one}/rejection`, { reason: "The agency took it back when it was asked." }];
  const { status, body: answer } = await callGateway(baseUrl, { method: "POST", path, apiKey, body });
  if (status === 200) return true;
  throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
}

/** What became of the events that were kept for a person, and what the list of those that still wait says. */
export async function readQuarantine(
  cloud: Operator,
  receiptIds: readonly string[],
): Promise<readonly Quarantined[]> {
  const reader = readerOf(cloud);
  const lists = await Promise.all(
    ["OPEN", "REJECTED"].map((state) => readAll(reader, `/v1/quarantined-events?state=${state}`, Waiting)),
  );
  const listed = new Set(lists.flat().map(({ receiptId }) => receiptId));
  const known = new Set([...receiptIds, ...listed]);
  return mapBounded([...known], CONCURRENCY, async (receiptId) => {
    const { agencyId, eventId, state, receipt } = await read(
      reader,
      `/v1/quarantined-events/${receiptId}`,
      Waiting,
    );
    return { agencyId, eventId, state, disposition: receipt.disposition, isListed: listed.has(receiptId) };
  });
}
