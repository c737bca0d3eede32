import { describe, expect, it } from "vitest";
import { arrangementTransitions, ArrangementState } from "../../../shared/arrangements/model.ts";
import { reportArrangement } from "../../../shared/arrangements/report-arrangement.ts";
import { anAccount, received, refusalOf, valueOf, withoutAgency } from "../../support/builders.ts";

const events = Object.keys(arrangementTransitions) as (keyof typeof arrangementTransitions)[];
const everyPair = ArrangementState.options.flatMap((from) => events.map((event) => [from, event] as const));

describe("an arrangement", () => {
  it.each(everyPair)("that is %s takes %s only where the table says so", (arrangement, event) => {
    const account = anAccount({ arrangement });
    const { from, to } = arrangementTransitions[event];
    const outcome = reportArrangement(account, received(event, account));
    if ((from as readonly string[]).includes(arrangement))
      expect(valueOf(outcome).account.arrangement).toBe(to);
    else expect(refusalOf(outcome).code).toBe("invalid-transition");
  });

  it("needs an agency that works the account", () => {
    const ended = withoutAgency(anAccount(), { lifecycle: "CLOSED" });
    expect(refusalOf(reportArrangement(ended, received("arrangement.activated", ended))).code).toBe(
      "invalid-transition",
    );
  });
});
