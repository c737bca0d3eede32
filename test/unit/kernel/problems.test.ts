import { describe, expect, it } from "vitest";
import { accepted, problems, refuse, Refused } from "../../../shared/kernel/problems.ts";
import { ok } from "../../../shared/kernel/result.ts";

describe("the catalogue of refusals", () => {
  it.each(Object.entries(problems))(
    "%s has a stable spelling, an error status and a sentence",
    (code, { status, title }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).toMatch(/^[A-Z].+[^.]$/u);
    },
  );

  it("blames the gateway for nothing but what it failed at", () => {
    const ours = Object.entries(problems).filter(([, { status }]) => status >= 500);
    expect(ours.map(([code]) => code).sort()).toEqual(["internal-error", "unavailable"]);
  });
});

describe("a decision at the edge", () => {
  it("is its value when it was accepted", () => {
    expect(accepted(ok(7))).toBe(7);
  });

  it("carries its refusal, with code and detail readable in a log", () => {
    const refusal = { code: "not-found", detail: "No such account." } as const;
    expect(() => accepted(refuse(refusal))).toThrow(Refused);
    expect(() => accepted(refuse(refusal))).toThrow("not-found: No such account.");
    expect(new Refused(refusal).refusal).toBe(refusal);
  });
});
