import * as z from "zod";

const Problem = z.object({
  title: z.string(),
  code: z.string(),
  detail: z.string(),
  traceId: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** A refusal as lines for a person: what, why, where, and the id to name when asking for help. */
export function problemLines(status: number, body: string): string {
  const problem = Problem.safeParse(jsonOr(body));
  if (!problem.success) return `The gateway answered ${status}.`;
  const { title, code, detail, traceId, errors } = problem.data;
  return [
    `${title} (${code})`,
    detail,
    ...errors.map((fault) => `  ${fault.pointer || "/"}: ${fault.detail}`),
    ...(traceId === undefined ? [] : [`trace ${traceId}`]),
  ].join("\n");
}

/** JSON, or nothing when it is none. */
export function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
