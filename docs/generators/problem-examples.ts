import { problems, type ProblemCode } from "../../shared/kernel/problems.ts";
import type { Example } from "./examples.ts";
import { errorWords, type ErrorWords } from "./errors.ts";

/** A problem document of each code, as the gateway answers it. */
export function problemExample(code: ProblemCode): Example {
  const { status, title } = problems[code];
  const { detail, errors, members = {} }: ErrorWords = errorWords[code];
  return {
    summary: title,
    value: {
      type: `/docs/errors#${code}`,
      title,
      status,
      code,
      detail,
      instance: "/v1/…",
      traceId: "5d0f4d3e-2a52-4f6b-9d0c-3f8f3b1a7e11",
      ...(errors && { errors }),
      ...Object.fromEntries(Object.entries(members).map(([name, { example }]) => [name, example])),
    },
  };
}
