import { describe, expect, it } from "vitest";
import { circumstancesAfter, differences } from "../../../shared/accounts/circumstances.ts";
import { Circumstances, CircumstancesChange } from "../../../shared/accounts/wire.ts";

const former = Circumstances.parse({ disputed: true, moratorium: { until: "2026-06-30" } });

describe("circumstances after a change", () => {
  it("are what was named, and what was not named stays", () => {
    expect(circumstancesAfter(former, { deceased: true })).toEqual({ ...former, deceased: true });
  });

  it("lose what null takes away", () => {
    const { moratorium: _gone, ...rest } = former;
    expect(circumstancesAfter(former, CircumstancesChange.parse({ moratorium: null }))).toEqual(rest);
  });
});

describe("the differences", () => {
  it("are only what differs, with null for what is not there", () => {
    const current = circumstancesAfter(former, { moratorium: null, vulnerability: { code: "GRIEF" } });
    expect(differences({ former, current })).toEqual({
      former: { moratorium: { until: "2026-06-30" }, vulnerability: null },
      current: { moratorium: null, vulnerability: { code: "GRIEF" } },
    });
  });

  it("are none between the same", () => {
    expect(differences({ former, current: { ...former } })).toEqual({ former: {}, current: {} });
  });
});
