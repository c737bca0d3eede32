import { describe, expect, it } from "vitest";
import { reportStage } from "../../../shared/placements/report-stage.ts";
import { anAccount, received, refusalOf, valueOf } from "../../support/builders.ts";

const report = (account: ReturnType<typeof anAccount>) =>
  reportStage(account, received("placement.stage_changed", account));

describe("the stage of a placement", () => {
  it.each(["OFFERED", "INFO_REQUIRED"] as const)(
    "is not reported before the agency took it: %s",
    (lifecycle) => {
      expect(refusalOf(report(anAccount({ lifecycle })))).toMatchObject({
        code: "invalid-transition",
        extra: { from: lifecycle, allowed: [] },
      });
    },
  );

  it.each(["ACTIVE", "CLOSED"] as const)(
    "has its commission looked at again, and moves nothing: %s",
    (lifecycle) => {
      const account = anAccount({ lifecycle });
      const outcome = valueOf(report(account));
      expect(outcome).toMatchObject({ account, movesCommission: true });
      expect(outcome.events).toMatchObject([
        { type: "placement.stage_changed", data: { legalStage: "LEGAL" } },
      ]);
      expect(outcome.events[0]).not.toHaveProperty("postings");
    },
  );
});
