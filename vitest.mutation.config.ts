import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const isProperty = ({ moduleId }: TestSpecification): boolean => moduleId.includes("/test/properties/");

/** Most mutants die of a unit test, before a property has even been imported. */
class UnitsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [units, properties] = [false, true].map((is) => files.filter((file) => isProperty(file) === is));
    return [...(units ?? []), ...(properties ?? [])];
  }
}

/** What runs for every mutant: the tests of the areas in `test/mutation/areas.ts`, with properties tried less often. */
export default defineConfig({
  test: {
    include: [
      "test/unit/{commissions,ledger,reconciliation}/**/*.test.ts",
      "test/unit/kernel/money.test.ts",
      "test/properties/{commissions,corrected-commissions,ledger,matching,money,reconciliation}.test.ts",
    ],
    env: { PROPERTY_RUNS_PERCENT: "5" },
    sequence: { sequencer: UnitsFirst },
    isolate: false,
    testTimeout: 20_000,
  },
});
