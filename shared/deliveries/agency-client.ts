import { Webhook } from "standardwebhooks";
import type { Agency } from "../agencies/model.ts";
import type { Instant } from "../kernel/time.ts";
import type { Attempt } from "./model.ts";
import type { OutboundBody } from "./wire.ts";

/** An agency that has not answered by then is tried again. */
const TIMEOUT_MS = 10_000;

export type PostToAgency = (agency: Agency, body: OutboundBody, at: Instant) => Promise<Attempt>;

/**
 * Posts one event to an agency, signed by Standard Webhooks with its first secret. Redirects count as
 * failures; plain http is for agencies on this very machine in the local stage.
 */
export const newPostToAgency =
  (stage: string): PostToAgency =>
  async (agency, body, at) => {
    const url = new URL(agency.endpointUrl);
    if (!isReachable(url, stage)) return { failure: "endpoint must be https" };
    const [secret] = agency.webhookSecrets;
    if (secret === undefined) return { failure: "agency has no secret" };
    const text = JSON.stringify(body);
    const timestamp = new Date(at);
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "content-type": "application/json",
          "user-agent": "debt-agency-gateway/1",
          "webhook-id": body.eventId,
          "webhook-timestamp": String(Math.floor(timestamp.getTime() / 1000)),
          "webhook-signature": new Webhook(secret).sign(body.eventId, timestamp, text),
        },
        body: text,
      });
      await response.body?.cancel();
      return { status: response.status };
    } catch (error) {
      return { failure: error instanceof Error ? error.name : "unknown" };
    }
  };

const isReachable = (url: URL, stage: string): boolean =>
  url.protocol === "https:" ||
  (stage === "local" &&
    url.protocol === "http:" &&
    ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname));
