import * as z from "zod";
import type { SchedulePlan } from "./plan-model.ts";
import { hasEventPattern } from "./plan-object-rules.ts";
import type { Resource } from "./resources.ts";
import { UnsupportedTemplate } from "./template.ts";

const ignored = z.unknown().optional();

const rule = z.strictObject({
  Name: ignored,
  Description: ignored,
  EventBusName: ignored,
  RoleArn: ignored,
  Tags: ignored,
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  ScheduleExpression: z.string("only rules with a schedule run locally"),
  Targets: z
    .array(
      z.strictObject({
        Arn: z.string(),
        Id: ignored,
        Input: z.string().optional(),
        RetryPolicy: ignored,
        DeadLetterConfig: ignored,
      }),
    )
    .default([]),
});

const schedule = z.strictObject({
  Name: ignored,
  Description: ignored,
  GroupName: ignored,
  KmsKeyArn: ignored,
  FlexibleTimeWindow: ignored,
  ScheduleExpressionTimezone: ignored,
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  ScheduleExpression: z.string(),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: ignored,
    Input: z.string().optional(),
    RetryPolicy: ignored,
    DeadLetterConfig: ignored,
  }),
});

/** What fires by itself, from EventBridge rules and from the EventBridge scheduler. */
export function schedulePlans(resources: readonly Resource[]): readonly SchedulePlan[] {
  return resources.flatMap((resource) => {
    if (resource.type === "AWS::Events::Rule") return hasEventPattern(resource) ? [] : rulePlans(resource);
    if (resource.type === "AWS::Scheduler::Schedule") return schedulerPlans(resource);
    return [];
  });
}

function rulePlans(resource: Resource): readonly SchedulePlan[] {
  const { State, ScheduleExpression, Targets } = resource.properties(rule);
  if (State === "DISABLED") return [];
  return Targets.map((target) => ({
    name: resource.name,
    arn: resource.arn ?? "",
    kind: "rule",
    ...rhythm(ScheduleExpression, resource.where),
    functionArn: target.Arn,
    input: target.Input,
  }));
}

function schedulerPlans(resource: Resource): readonly SchedulePlan[] {
  const { State, ScheduleExpression, Target } = resource.properties(schedule);
  if (State === "DISABLED") return [];
  const { Arn: functionArn, Input: input } = Target;
  return [
    {
      name: resource.name,
      arn: resource.arn ?? "",
      kind: "scheduler",
      ...rhythm(ScheduleExpression, resource.where),
      functionArn,
      input,
    },
  ];
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

type Rhythm = Pick<SchedulePlan, "everyMs" | "offsetMs">;

function rhythm(expression: string, where: string): Rhythm {
  const found = rate(expression) ?? daily(expression);
  if (found !== undefined) return found;
  throw new UnsupportedTemplate(
    where,
    `schedule ${expression}: the local cloud knows rate(n minutes|hours|days) and cron(m h * * ? *)`,
  );
}

function rate(expression: string): Rhythm | undefined {
  const match = /^rate\((?<count>\d+) (?<unit>minute|hour|day)s?\)$/.exec(expression);
  const each = unitMs[match?.groups?.["unit"] ?? ""];
  const count = Number(match?.groups?.["count"] ?? 0);
  return each === undefined || count === 0 ? undefined : { everyMs: each * count, offsetMs: 0 };
}

/** Every day at one time, UTC. */
function daily(expression: string): Rhythm | undefined {
  const match = /^cron\((?<minute>\d+) (?<hour>\d+) \* \* \? \*\)$/.exec(expression);
  if (match?.groups === undefined) return undefined;
  const [minute, hour] = [Number(match.groups["minute"]), Number(match.groups["hour"])];
  if (minute > 59 || hour > 23) return undefined;
  return { everyMs: 86_400_000, offsetMs: hour * 3_600_000 + minute * 60_000 };
}
