import { DriftView } from "../../shared/ledger/drift-wire.ts";
import { checkKinds } from "../../shared/periods/check-kinds.ts";
import { periodTransitions } from "../../shared/periods/model.ts";
import { CheckCode } from "../../shared/periods/wire.ts";
import { code, codes, table } from "./markdown.ts";

const stepWords: Readonly<Record<keyof typeof periodTransitions, string>> = {
  begin: "An `OPERATOR` of finance begins: the month is over, and its last day is sealed.",
  close: "An `APPROVER` with another key closes: nothing of the checklist stops it.",
  reopen: "An `OPERATOR` gives it up. Its figures are forgotten.",
};

const driftWords: Readonly<Record<string, string>> = {
  ROLLUP_DIFFERS: "A daily sum is not what the day's entries come to.",
  ENTRY_UNBALANCED: "An entry's postings do not sum to zero.",
  EVENT_MISSING: "An entry names an event that its history does not have.",
  ENTRY_DIFFERS: "An entry says something else than its event.",
  SEAL_DIFFERS: "A day's entries are not what was sealed.",
  NOT_IN_JOURNAL: "An event that is older than five minutes has no entry.",
};

const isStep = (name: string): name is keyof typeof periodTransitions => Object.hasOwn(stepWords, name);

/** The parts of `docs/closing.md` that the code knows better. */
export const closingBlocks: Readonly<Record<string, () => string>> = {
  checks: () =>
    table(
      ["Check", "Found, it", "Looks for"],
      CheckCode.options.map((name) => [code(name), code(checkKinds[name].outcome), checkKinds[name].means]),
    ),
  "period-steps": () =>
    table(
      ["Step", "From", "To", "When"],
      Object.entries(periodTransitions).map(([step, { from, to }]) => [
        code(step),
        codes(from),
        code(to),
        isStep(step) ? stepWords[step] : "",
      ]),
    ),
  "drift-codes": () =>
    table(
      ["Code", "Means"],
      DriftView.shape.code.options.map((name) => [code(name), driftWords[name] ?? ""]),
    ),
};
