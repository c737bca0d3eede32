import { signed, type Seat } from "../agencies/pretend-agency-signing.ts";
import { bodyOf } from "../money/pretend-advice.ts";
import type { Remitting } from "../money/pretend-remitting.ts";
import { demand } from "../sandbox/sandbox-client.ts";
import { agencySeeds, livelySeeds } from "../sandbox/sandbox-seed.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

const TIMEOUT_MS = 30_000;
const EVENT_LINE_COUNT_MAX = 100;

export type Sent = Remitting["advices"][number];

/** Those who report event by event in our words send an advice as an event; the others put it to the API. */
const speaksByCallback = ({ advice }: Sent): boolean => {
  const seed = [...agencySeeds, ...livelySeeds].find(({ id }) => id === advice.agencyId);
  return (
    seed?.reporting === "SINGLE" && seed.tongue === "canonical" && advice.lines.length <= EVENT_LINE_COUNT_MAX
  );
};

/** Each agency advises in its order: what one advice leaves below zero, the next one begins with. */
export async function advise(
  { baseUrl, agencies }: Pick<Sandbox, "baseUrl" | "agencies">,
  advices: readonly Sent[],
  now: Date,
): Promise<void> {
  for (const one of advices) {
    const { agencyId } = one.advice;
    const body = bodyOf(one.advice, one.broughtForward);
    const seat = agencies.find(({ id }) => id === agencyId);
    if (seat === undefined) throw new Error(`${agencyId} has no seat`);
    if (speaksByCallback(one)) await tell({ ...seat, agencyId, baseUrl }, body, now);
    else {
      const path = `/v1/agencies/${agencyId}/remittances`;
      await demand(baseUrl, { method: "POST", path, apiKey: seat.apiKey, body }, 201);
    }
  }
}

async function tell(
  { baseUrl, ...seat }: Seat & Pick<Sandbox, "baseUrl">,
  data: ReturnType<typeof bodyOf>,
  now: Date,
): Promise<void> {
  const eventId = `advice-${data.remittanceRef}`;
  const at = now.toISOString();
  const body = JSON.stringify({ eventId, eventType: "remittance.advised", effectiveAt: at, data });
  const response = await fetch(`${baseUrl}/v1/agencies/${seat.agencyId}/events`, {
    method: "POST",
    headers: signed(seat, { eventId, body }, now.getTime()),
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 202)
    throw new Error(`${eventId} was answered ${response.status}: ${await response.text()}`);
}
