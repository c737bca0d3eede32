import { describe, expect, it } from "vitest";
import { batchResult } from "../../../infra/local/sources/batch-response.ts";

const answered = (value: unknown) => ({ ok: true, payload: JSON.stringify(value) }) as const;
const failing = (...ids: readonly unknown[]) =>
  answered({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe("batchResult", () => {
  it.each([[answered(null)], [answered({})], [failing()]])("takes %o as handled", (outcome) => {
    expect(batchResult(outcome, ["a", "b"], true)).toEqual({ kind: "handled" });
  });

  it("tells which items failed", () => {
    expect(batchResult(failing("b"), ["a", "b"], true)).toEqual({
      kind: "partly",
      failedIds: new Set(["b"]),
    });
  });

  it("ignores item failures when the template does not report them", () => {
    expect(batchResult(failing("b"), ["a", "b"], false)).toEqual({ kind: "handled" });
  });

  it.each([[failing("zzz")], [failing("")], [failing(null)], [failing("a", undefined)]])(
    "fails the whole batch when an identifier is unknown, as Lambda does: %o",
    (outcome) => {
      expect(batchResult(outcome, ["a", "b"], true).kind).toBe("failed");
    },
  );

  it("fails the whole batch when the function failed", () => {
    const outcome = { ok: false, error: { errorType: "Error", errorMessage: "no" } } as const;
    expect(batchResult(outcome, ["a"], true)).toEqual({ kind: "failed", reason: "Error: no" });
  });
});
