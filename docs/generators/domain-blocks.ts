import { lifecycleTransitions, openLifecycles } from "../../shared/accounts/model.ts";
import { Facets } from "../../shared/accounts/wire.ts";
import { holdReasons, HoldType } from "../../shared/compliance/wire.ts";
import { isSwitchable, screeningRules } from "../../shared/accounts/screen.ts";
import { breakTransitions } from "../../shared/breaks/model.ts";
import { eventData } from "../../shared/callbacks/event-data.ts";
import { Clock } from "../../shared/clocks/model.ts";
import { outboundData } from "../../shared/deliveries/wire.ts";
import { reportTransitions } from "../../shared/debtor-reports/model.ts";
import { termsOf } from "../../shared/debtor-reports/terms.ts";
import { ReportType } from "../../shared/debtor-reports/wire.ts";
import { disputeTransitions } from "../../shared/disputes/model.ts";
import { arrangementTransitions } from "../../shared/arrangements/model.ts";
import { placementTransitions } from "../../shared/placements/model.ts";
import { closeNeeds } from "../../shared/placements/close-placement.ts";
import {
  CloseCode,
  isGivenUp,
  mandatoryRecallCodes,
  negotiableRecallCodes,
  ObjectionCode,
} from "../../shared/placements/wire.ts";
import { remittanceTransitions } from "../../shared/remittances/model.ts";
import type { TransitionTable } from "../../shared/kernel/transitions.ts";
import { components } from "../../shared/ledger/model.ts";
import { clockWords, componentWords, facetWords, transitionWords } from "./domain-words.ts";
import { callbackTypes, deliveryTypes } from "./event-schemas.ts";
import { callbackWords, deliveryWords } from "./event-words.ts";
import { keysOf } from "./keys-of.ts";
import { ledgerAccounts, ledgerWords } from "./ledger-words.ts";
import { code, codes, fenced, table } from "./markdown.ts";

const transitions = (of: TransitionTable<string>, words: Readonly<Record<string, string>>): string =>
  table(
    ["Event", "From", "To", "When"],
    Object.entries(of).map(([event, { from, to }]) => [
      code(event),
      codes(from),
      code(to),
      words[event] ?? "",
    ]),
  );

function diagram(of: TransitionTable<string>, starts: readonly string[]): string {
  const edges = Object.entries(of).flatMap(([event, { from, to }]) =>
    from.map((one) => `  ${one} --> ${to}: ${event}`),
  );
  const left = new Set(Object.values(of).flatMap(({ from }) => from));
  const ends = [...new Set([...starts, ...Object.values(of).map(({ to }) => to)])].filter(
    (state) => !left.has(state),
  );
  return fenced(
    "mermaid",
    [
      "stateDiagram-v2",
      ...starts.map((state) => `  [*] --> ${state}`),
      ...edges,
      ...ends.map((state) => `  ${state} --> [*]`),
    ].join("\n"),
  );
}

/** The parts of the glossary that the code knows better, by the name of their block. */
export const domainBlocks: Readonly<Record<string, () => string>> = {
  "lifecycle-transitions": () => transitions(lifecycleTransitions, transitionWords.lifecycle),
  "lifecycle-diagram": () => diagram(lifecycleTransitions, ["ELIGIBLE", "REJECTED"]),
  "open-lifecycles": () => `${codes(openLifecycles)}.`,
  "placement-diagram": () => diagram(placementTransitions, ["OFFERED"]),
  "arrangement-transitions": () => transitions(arrangementTransitions, transitionWords.arrangement),
  "recall-codes": () =>
    table(
      ["Kind", "Codes"],
      [
        ["negotiable: the agency has a notice and may object", codes(negotiableRecallCodes)],
        ["mandatory: final at once", codes(mandatoryRecallCodes)],
        ["objections", codes(ObjectionCode.options)],
      ],
    ),
  facets: () =>
    table(
      ["Facet", "Is one of", "Says"],
      keysOf(Facets.shape).map((facet) => [
        code(facet),
        codes(Facets.shape[facet].options),
        facetWords[facet],
      ]),
    ),
  "close-codes": () =>
    table(
      ["Code", "Of the money", "What is left"],
      CloseCode.options.map((one) => [
        code(one),
        closeNeeds(one) ?? (one === "OTHER" ? "anything, with a text" : "anything"),
        isGivenUp(one) ? "nobody will collect it" : "",
      ]),
    ),
  "hold-types": () =>
    table(
      ["Hold", "Why"],
      HoldType.options.map((type) => [code(type), holdReasons[type]]),
    ),
  "dispute-transitions": () => transitions(disputeTransitions, transitionWords.dispute),
  "dispute-diagram": () => diagram(disputeTransitions, ["RAISED"]),
  "break-transitions": () => transitions(breakTransitions, transitionWords.break),
  "break-diagram": () => diagram(breakTransitions, ["OPEN"]),
  "report-transitions": () => transitions(reportTransitions, transitionWords.report),
  "report-terms": () =>
    table(
      ["Report", "Hold", "Answer in days", "About", "When confirmed", "Basis"],
      ReportType.options.map((type) => {
        const { holdType, holdDays, reviewDays, isAboutPerson, recallCode, basis } = termsOf(type);
        return [
          code(type),
          holdType === undefined ? "none" : code(holdType),
          String(reviewDays ?? (holdDays === undefined ? "any" : `its end, else ${holdDays}`)),
          isAboutPerson ? "the person" : "the debt",
          recallCode === undefined ? "the hold is the lender's" : `recall ${code(recallCode)}`,
          basis,
        ];
      }),
    ),
  "remittance-diagram": () => diagram(remittanceTransitions, ["LOADING"]),
  "remittance-transitions": () => transitions(remittanceTransitions, transitionWords.remittance),
  "screening-rules": () =>
    table(
      ["Rule", "Rejection code", "What it asks", "Policy members", "May be off"],
      screeningRules.map(({ rule, code: rejection, says, parameters = [] }) => [
        code(rule),
        code(rejection),
        says,
        codes(parameters),
        isSwitchable(rule) ? "yes" : "no",
      ]),
    ),
  "balance-components": () =>
    table(
      ["Order", "Component", "What it is"],
      components.map((name, index) => [String(index + 1), code(name), componentWords[name]]),
    ),
  "callback-events": () =>
    table(
      ["Event type", "Says", "Members of `data`"],
      callbackTypes.map((type) => [
        code(type),
        callbackWords[type].summary,
        codes(keysOf(eventData[type].shape)),
      ]),
    ),
  "outbound-events": () =>
    table(
      ["Event type", "Says", "Members of `data`"],
      deliveryTypes.map((type) => [
        code(type),
        deliveryWords[type].summary,
        codes(keysOf(outboundData[type].shape)),
      ]),
    ),
  "ledger-accounts": () =>
    table(
      ["Ledger account", "What it holds"],
      ledgerAccounts.map((account) => [code(account), ledgerWords[account] ?? ""]),
    ),
  clocks: () =>
    table(
      ["Clock", "Waits for", "When nobody answers"],
      Clock.shape.kind.options.map((kind) => [
        code(kind),
        clockWords[kind].waits,
        clockWords[kind].otherwise,
      ]),
    ),
};
