import type { ProblemCode } from "../../../shared/kernel/problems.ts";
import type { ComponentName } from "../components.ts";
import type { Example } from "../examples.ts";
import { bodyRefusals, faults, keyRefusals, type Operation } from "../operation.ts";
import { matchFact, matchUnmatchedEvent, matchViews, unmatchBody } from "../reconciliation-examples.ts";

const reading = { method: "GET", for: ["Finance", "Operator"], proves: "key" } as const;
const BYTES_MAX = 4 * 1024;

const reads: readonly Operation[] = [
  {
    ...reading,
    id: "listMatches",
    path: "/v1/matches",
    summary: "List matches",
    says: "A book's matches, newest first: which facts of both sides belong together, and the rule that says so. What was taken back is among them.",
    parameters: ["ownedBy", "bookCurrency", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of matches.",
      schema: "MatchPage",
      examples: { one: { summary: "A payment and its line", value: { items: [matchViews.made] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "getMatch",
    path: "/v1/matches/:matchId",
    summary: "Read a match",
    says: "A match with the first hundred facts of each side, the rule that made it and what it left between them.",
    parameters: ["matchId"],
    answer: {
      status: 200,
      says: "The match.",
      schema: "MatchView",
      examples: { one: { summary: "A cent apart", value: matchViews.made } },
    },
    refusals: [...keyRefusals, "not-found", ...faults],
  },
  {
    ...reading,
    id: "listMatchFacts",
    path: "/v1/matches/:matchId/facts",
    summary: "List what is in a match",
    says: "All facts of a match, what was expected first. There may be thousands.",
    parameters: ["matchId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of facts.",
      schema: "MatchFactPage",
      examples: { one: { summary: "What was expected", value: { items: [matchFact] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
  {
    ...reading,
    id: "listMatchEvents",
    path: "/v1/matches/:matchId/events",
    summary: "Read a match's history",
    says: "Who made it and who took it back, with what was posted, oldest first.",
    parameters: ["matchId", "limit", "cursor"],
    answer: {
      status: 200,
      says: "A page of events.",
      schema: "EventPage",
      examples: { one: { summary: "Taken back", value: { items: [matchUnmatchedEvent] } } },
    },
    refusals: [...keyRefusals, "not-found", "invalid-request", "invalid-cursor", ...faults],
  },
];

type Command = {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly says: string;
  readonly schema: ComponentName;
  readonly example: Example;
  readonly answered: Example;
  readonly refusals: readonly ProblemCode[];
};

const commands: readonly Command[] = [
  {
    id: "unmatch",
    path: "unmatch",
    summary: "Take a match back",
    says: "What the match posted is posted back at once; a moment later its facts are open again, and its advices are looked at again. The next run may match the facts otherwise; the very same match only with `mayMatchAgain`. Where more was found than the lender's `fourEyesAbove`, or in another currency, it is proposed and waits for an approver: the answer then has a `proposal`. A match of an advice that is settled is final. Needs the role `OPERATOR`.",
    schema: "UnmatchRequest",
    example: { summary: "The wrong payment", value: unmatchBody },
    answered: { summary: "Taken back", value: matchViews.unmatched },
    refusals: ["invalid-transition"],
  },
  {
    id: "confirmUnmatch",
    path: "unmatch/confirmation",
    summary: "Confirm that a match is taken back",
    says: "By another key than the one that proposed it. Needs the role `APPROVER`.",
    schema: "NothingRequest",
    example: { summary: "Nothing to say", value: {} },
    answered: { summary: "Taken back", value: matchViews.unmatched },
    refusals: ["invalid-transition", "four-eyes-needed"],
  },
  {
    id: "rejectUnmatch",
    path: "unmatch/rejection",
    summary: "Reject that a match is taken back",
    says: "The match stands. Needs the role `APPROVER`.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "The agency confirmed it." } },
    answered: { summary: "It stands", value: matchViews.made },
    refusals: ["invalid-transition"],
  },
  {
    id: "allowMatchAgain",
    path: "rematch",
    summary: "Let a match be made again",
    says: "The next run may make the very match again that was taken back. Needs the role `OPERATOR`.",
    schema: "ReasonRequest",
    example: { summary: "Why", value: { reason: "It was right after all." } },
    answered: { summary: "It may be made again", value: matchViews.allowed },
    refusals: ["invalid-transition"],
  },
];

/** Which facts belong together, and what finance does where they do not. */
export const matchOperations: readonly Operation[] = [
  ...reads,
  ...commands.map(({ id, path, summary, says, schema, example, answered, refusals }): Operation => ({
    id,
    method: "POST",
    path: `/v1/matches/:matchId/${path}`,
    summary,
    says,
    for: ["Finance"],
    proves: "key",
    parameters: ["matchId", "idempotencyKey"],
    request: { schema, bytesMax: BYTES_MAX, examples: { usual: example } },
    answer: {
      status: 200,
      says: "The match as it is then.",
      schema: "MatchView",
      examples: { match: answered },
    },
    refusals: [
      ...keyRefusals,
      ...bodyRefusals,
      "not-found",
      "idempotency-key-reused",
      ...refusals,
      ...faults,
    ],
  })),
];
