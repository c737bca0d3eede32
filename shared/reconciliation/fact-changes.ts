import type { Change } from "../kernel/change.ts";
import type { BankLine } from "./model.ts";
import type { ExpectationStore } from "./expectation-store.ts";
import type { MatchFact } from "./match-fact.ts";
import type { MatchStore } from "./match-store.ts";
import type { StoredMatch } from "./stored-match.ts";

type Line = Pick<BankLine, "lenderId" | "lineId" | "currency" | "valueDate">;

export type FactChangesDeps = {
  readonly expectations: Pick<ExpectationStore, "claimed" | "released">;
  readonly bankLines: {
    readonly claimed: (line: Line, matchId: string) => Change;
    readonly released: (line: Line, matchId: string) => Change;
  };
  readonly matches: Pick<MatchStore, "claimed" | "released">;
};

export type Claiming = Pick<StoredMatch, "matchId" | "relation" | "lenderId" | "currency">;

/** What taking a fact for a match changes, and giving it back. */
export type FactChanges = {
  readonly claimed: (match: Claiming, fact: MatchFact) => Change;
  readonly released: (match: Claiming, fact: MatchFact) => Change;
};

/** Reports and lines of the bank carry their claims themselves; what is of advices is claimed by items of its own. */
export const factChanges = (deps: FactChangesDeps): FactChanges => ({
  claimed: (match, fact) => changed(deps, "claimed", { match, fact }),
  released: (match, fact) => changed(deps, "released", { match, fact }),
});

function changed(
  { expectations, bankLines, matches }: FactChangesDeps,
  how: "claimed" | "released",
  { match, fact }: { readonly match: Claiming; readonly fact: MatchFact },
): Change {
  const { matchId, lenderId, currency } = match;
  switch (fact.kind) {
    case "REPORT":
      return expectations[how]({ ...fact, lenderId, currency }, matchId);
    case "BANK_LINE":
      return bankLines[how]({ lenderId, currency, lineId: fact.id, valueDate: fact.on }, matchId);
    case "ADVISED":
      return how === "claimed"
        ? matches.claimed(match, fact.id, fact.adjustments)
        : matches.released(match, fact.id);
  }
}
