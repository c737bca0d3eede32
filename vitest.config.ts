import { defineConfig } from "vitest/config";

// DynamoDB Local lives for a minute or two in each test: its thorough compiler costs more than it brings.
process.env["JAVA_TOOL_OPTIONS"] ??= "-XX:TieredStopAtLevel=1";

const project = (name: string, include: readonly string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include: [...include], ...extra },
});

/** Tests that share one running local cloud: each mints its own tenant, so files share a process as well. */
const onTheCloud = {
  globalSetup: ["test/support/cloud.ts"],
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project("architecture", ["test/architecture.test.ts"]),
      project("unit", ["test/unit/**/*.test.ts"], { testTimeout: 30_000, isolate: false }),
      project("properties", ["test/properties/**/*.test.ts"], { testTimeout: 120_000, isolate: false }),
      project("stores", ["test/stores/**/*.test.ts"], onTheCloud),
      project("api", ["test/api/**/*.test.ts"], onTheCloud),
      project("simulation", ["test/simulation/**/*.test.ts"], onTheCloud),
      project("infra", ["test/infra/**/*.test.ts"], { testTimeout: 120_000, isolate: false }),
      project("bench-smoke", ["test/bench/**/*.test.ts"], { testTimeout: 240_000 }),
      project("journeys", ["test/journeys/**/*.test.ts"], {
        testTimeout: 240_000,
        hookTimeout: 120_000,
        isolate: false,
      }),
    ],
  },
});
