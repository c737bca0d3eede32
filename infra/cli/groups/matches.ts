import type { Choice, Group, Operation } from "../operation.ts";
import { book, lender } from "./reconciliations.ts";

const MATCH = "mat_5B1D0C7A9E3F2846B8D1C3A57E";

type Work = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly body: readonly Choice[];
};

/** What finance does with a match. Each call has a key of its own, so that it can be repeated. */
const work = ({ path, body, asks, ...words }: Work): Operation => ({
  ...words,
  method: "POST",
  path: `/v1/matches/:matchId/${path}`,
  body,
  idempotent: true,
  ...(asks !== undefined && { asks }),
});

const reason: Choice = { flag: "--reason <text>", says: "why", member: "reason", needed: true };

const matchingRulesGroup: Group = {
  name: "matching-rules",
  says: "By which rules a lender's books are matched",
  operations: [
    {
      name: "show",
      says: "Shows the rules in force, each with what it does",
      examples: ["matching-rules show"],
      method: "GET",
      path: "/v1/matching-rules",
      query: [lender],
    },
    {
      name: "save",
      says: "Saves rules as the next version, or proposes them to where another key must approve",
      examples: ["matching-rules save rules.json"],
      method: "PUT",
      path: "/v1/matching-rules",
      body: "file",
    },
    {
      name: "versions",
      says: "Lists versions, newest first",
      examples: ["matching-rules versions --all"],
      method: "GET",
      path: "/v1/matching-rules/versions",
      query: [lender],
      paged: true,
      columns: [
        ["version", "version"],
        ["state", "state"],
        ["saved", "savedAt"],
        ["by", "savedBy"],
      ],
    },
    {
      name: "version",
      says: "Shows a version",
      examples: ["matching-rules version 3"],
      method: "GET",
      path: "/v1/matching-rules/versions/:rulesVersion",
      query: [lender],
    },
    {
      name: "approve",
      says: "Puts rules in force that another key proposed",
      examples: ["matching-rules approve 3"],
      method: "POST",
      path: "/v1/matching-rules/versions/:rulesVersion/approval",
      query: [lender],
      body: [],
      repeatable: true,
      asks: "The next run matches by these rules. Approve them?",
    },
    {
      name: "reject",
      says: "Rejects rules that another key proposed",
      examples: [`matching-rules reject 3 --reason "The tolerance is too wide."`],
      method: "POST",
      path: "/v1/matching-rules/versions/:rulesVersion/rejection",
      query: [lender],
      body: [reason],
      repeatable: true,
    },
  ],
};

const matchGroup: Group = {
  name: "matches",
  says: "Which facts belong together, and why",
  operations: [
    {
      name: "list",
      says: "Lists matches, newest first",
      examples: ["matches list --currency USD --all"],
      method: "GET",
      path: "/v1/matches",
      query: book,
      paged: true,
      columns: [
        ["match", "matchId"],
        ["state", "state"],
        ["relation", "relation"],
        ["rule", "ruleId"],
        ["reference", "reference"],
        ["difference", "difference"],
        ["days", "days"],
      ],
    },
    {
      name: "show",
      says: "Shows a match with both sides",
      examples: [`matches show ${MATCH}`],
      method: "GET",
      path: "/v1/matches/:matchId",
    },
    {
      name: "facts",
      says: "Lists all that is in a match, what was expected first",
      examples: [`matches facts ${MATCH} --all`],
      method: "GET",
      path: "/v1/matches/:matchId/facts",
      paged: true,
      columns: [
        ["side", "side"],
        ["fact", "id"],
      ],
    },
    {
      name: "events",
      says: "Lists a match's history, oldest first",
      examples: [`matches events ${MATCH} --all`],
      method: "GET",
      path: "/v1/matches/:matchId/events",
      paged: true,
      columns: [
        ["event", "eventId"],
        ["type", "type"],
        ["by", "actor.id"],
        ["posted", "postedAt"],
      ],
    },
    work({
      name: "unmatch",
      says: "Takes a match back, or proposes to where another key must approve",
      examples: [
        `matches unmatch ${MATCH} --reason "The line is for another payment."`,
        `matches unmatch ${MATCH} --reason "Corrected since." --may-match-again`,
      ],
      path: "unmatch",
      body: [
        reason,
        {
          flag: "--may-match-again",
          says: "the next run may make the very same match again",
          member: "mayMatchAgain",
          kind: "flag",
        },
      ],
      asks: "What it posted is posted back. Take the match back?",
    }),
    work({
      name: "approve-unmatch",
      says: "Confirms that a match is taken back, as another key proposed",
      examples: [`matches approve-unmatch ${MATCH}`],
      path: "unmatch/confirmation",
      body: [],
      asks: "What it posted is posted back. Take the match back?",
    }),
    work({
      name: "reject-unmatch",
      says: "Rejects that a match is taken back: it stands",
      examples: [`matches reject-unmatch ${MATCH} --reason "The agency confirmed it."`],
      path: "unmatch/rejection",
      body: [reason],
    }),
    work({
      name: "rematch",
      says: "Lets a run make a match again that was taken back",
      examples: [`matches rematch ${MATCH} --reason "It was right after all."`],
      path: "rematch",
      body: [reason],
    }),
  ],
};

export const matchGroups: readonly Group[] = [matchGroup, matchingRulesGroup];
