import { defineConfig } from "vitest/config";

const project = (name: string, include: readonly string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include: [...include], ...extra },
});

export default defineConfig({
  test: {
    projects: [
      project("architecture", ["test/architecture.test.ts"]),
      project("unit", ["test/unit/**/*.test.ts"]),
      project("properties", ["test/properties/**/*.test.ts"], { testTimeout: 120_000 }),
      project("stores", ["test/stores/**/*.test.ts"], { testTimeout: 60_000 }),
      project("api", ["test/api/**/*.test.ts"], { testTimeout: 60_000 }),
      project("infra", ["test/infra/**/*.test.ts"], { testTimeout: 120_000 }),
      project("journeys", ["test/journeys/**/*.test.ts"], {
        testTimeout: 240_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
