import { describe, expect, it } from "vitest";
import { stageOn, stagesIn } from "../../../shared/commissions/legal-stage.ts";
import { stagesOf } from "../../../shared/commissions/stages-of.ts";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";
import { anAccount, on, placementOf, received } from "../../support/builders.ts";
import { aWorld, take } from "../../support/builders-world.ts";
import { historyOf } from "../../support/history.ts";

const account = anAccount();
const placementId = placementOf(account);

/** What an agency says, in the order in which it says it: a stage and since when. */
const said = (...all: readonly (readonly [string, string])[]): readonly GatewayEvent[] =>
  historyOf(
    all.reduce(
      (world, [legalStage, effectiveAt]) =>
        take(world, received("placement.stage_changed", account, { data: { legalStage }, effectiveAt }))
          .world,
      aWorld(account),
    ),
  );

const stage = (history: readonly GatewayEvent[], day: string) =>
  stageOn(stagesIn(history).get(placementId), on(day)).legalStage;

describe("the stage of a placement", () => {
  it("is before any claim until something else is said, and from that day on what is said", () => {
    const history = said(["LEGAL", "2026-03-05T15:00:00Z"], ["ENFORCEMENT", "2026-04-01T00:00:00Z"]);
    expect(
      ["2026-03-04", "2026-03-05", "2026-03-31", "2026-04-01"].map((day) => stage(history, day)),
    ).toEqual(["PRE_LEGAL", "LEGAL", "LEGAL", "ENFORCEMENT"]);
    expect(stage([], "2026-03-05")).toBe("PRE_LEGAL");
  });

  it("names the day and the event that says so, and nothing where nothing does", () => {
    const history = said(["LEGAL", "2026-03-05T15:00:00Z"]);
    const steps = stagesIn(history).get(placementId);
    expect(stageOn(steps, on("2026-03-09"))).toEqual({
      legalStage: "LEGAL",
      stagedOn: "2026-03-05",
      stagedBy: history.at(-1)?.eventId,
    });
    expect(stageOn(steps, on("2026-03-04"))).toEqual({ legalStage: "PRE_LEGAL" });
  });

  it("is by when it came about, in whatever order and offset it is said", () => {
    const late = said(["ENFORCEMENT", "2026-04-01T00:00:00Z"], ["LEGAL", "2026-03-05T23:00:00-05:00"]);
    expect(["2026-03-05", "2026-03-06", "2026-04-02"].map((day) => stage(late, day))).toEqual([
      "PRE_LEGAL",
      "LEGAL",
      "ENFORCEMENT",
    ]);
  });

  it("is what was said last of one moment: a mistake is corrected", () => {
    const history = said(["ENFORCEMENT", "2026-03-05T15:00:00Z"], ["PRE_LEGAL", "2026-03-05T15:00:00Z"]);
    expect(stage(history, "2026-03-06")).toBe("PRE_LEGAL");
  });

  it("is of the placement that is named, and of no other of the account", () => {
    const [event] = said(["LEGAL", "2026-03-05T15:00:00Z"]);
    const others = { ...event!, data: { ...event!.data, placementId: placementId.replace(/_1$/u, "_2") } };
    expect(stage([others], "2026-03-06")).toBe("PRE_LEGAL");
  });
});

describe("the stages of a placement's account", () => {
  it("are read from its whole history, and are none of an account that is not there", async () => {
    const history = said(["LEGAL", "2026-03-05T15:00:00Z"]);
    const asked: unknown[] = [];
    const read = (sequence: number | undefined) =>
      stagesOf({
        accounts: { find: async () => (sequence === undefined ? undefined : { sequence }) },
        histories: {
          upTo: async (...of) => {
            asked.push(of);
            return history.slice(0, of[1]);
          },
        },
      })(placementId);
    expect(await read(history.length)).toMatchObject([{ legalStage: "LEGAL", stagedOn: "2026-03-05" }]);
    expect(await read(undefined)).toBeUndefined();
    expect(asked).toEqual([
      [account.accountId, history.length],
      [account.accountId, 0],
    ]);
  });
});
