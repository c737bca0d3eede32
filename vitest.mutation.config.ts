import { defineConfig } from "vitest/config";

/** What runs for every mutant: the tests of the pure files that `stryker.config.json` names, the quick ones first. */
export default defineConfig({
  test: {
    include: ["test/unit/reconciliation/**/*.test.ts", "test/properties/{matching,reconciliation}.test.ts"],
    env: { PROPERTY_RUNS_PERCENT: "5" },
    isolate: false,
    testTimeout: 20_000,
  },
});
