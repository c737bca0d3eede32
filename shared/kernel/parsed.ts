import type * as z from "zod";
import { Refused, type Fault } from "./problems.ts";

/**
 * A value by its schema.
 * @throws Refused `invalid-request` with a pointer to every fault
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const errors = outcome.error.issues.slice(0, FAULT_COUNT_MAX).flatMap(faults);
  throw new Refused({
    code: "invalid-request",
    detail: `${errors.length} fault${errors.length === 1 ? "" : "s"}; the first at ${errors[0]?.pointer || "the root"}: ${errors[0]?.detail}`,
    errors,
  });
}

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

function faults(issue: z.core.$ZodIssue): readonly Fault[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      code: "unknown-member",
      detail: "is not known here",
    }));
  return [{ pointer, code: issue.code.replaceAll("_", "-"), detail: issue.message }];
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${escaped(String(step))}`).join("");

/** RFC 6901. */
const escaped = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");
