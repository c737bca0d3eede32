import * as z from "zod";
import type { LocalRoute } from "./api-gateway.ts";
import type { LocalCloud } from "../local-cloud-model.ts";

const clockRequest = z.strictObject({ advance: z.string() });

/** What the local cloud offers under `/_local/`, and only there. */
export function localRoutes(cloud: LocalCloud): Readonly<Record<string, LocalRoute>> {
  return {
    "/_local/health": () => ({ ok: true }),
    "/_local/clock": async ({ method, body }) => {
      if (method === "POST") await cloud.advance(clockRequest.parse(JSON.parse(body)).advance);
      return { now: cloud.now().toISOString() };
    },
    "/_local/idle": async () => {
      await cloud.idle();
      return { idle: true };
    },
    "/_local/calls": () => cloud.calls(),
    "/_local/queues": () => cloud.queues(),
    "/_local/dead-letters": () => cloud.deadLetters(),
    "/_local/logs": async ({ query }) => {
      const label = query.get("function");
      if (label !== null) return { function: label, log: await cloud.logs(label) };
      return { functions: cloud.plan.functions.map((each) => each.label) };
    },
    "/_local/reset": async ({ method }) => {
      if (method !== "POST") throw new Error("reset with POST: it deletes all data");
      await cloud.reset();
      return { reset: true };
    },
  };
}
