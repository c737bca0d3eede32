import { randomUUID } from "node:crypto";
import type { SchedulePlan } from "../plan/plan-model.ts";

/** What a schedule hands its function, as text: its own input, or the event AWS makes. */
export function scheduleEvent(schedule: SchedulePlan, at: Date): string {
  const time = at.toISOString().replace(/\.\d{3}Z$/, "Z");
  if (schedule.input !== undefined) return schedule.input.replaceAll("<aws.scheduler.scheduled-time>", time);
  const [, , , region = "", account = ""] = schedule.arn.split(":");
  return JSON.stringify({
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: schedule.kind === "rule" ? "aws.events" : "aws.scheduler",
    account,
    time,
    region,
    resources: [schedule.arn],
    detail: {},
  });
}
