import { config } from "../../infra/config.ts";
import { functions } from "../../infra/functions.ts";
import { keyTransitions } from "../../shared/access/model.ts";
import { ATTEMPT_COUNT_MAX } from "../../shared/deliveries/schedule.ts";
import { code, codes, table } from "./markdown.ts";
import { keyTransitionWords } from "./domain-words.ts";

const { alarms, clock, deliveries, queues, retention, stream, table: store } = config;

/** Alarms as the constructs make them: what each one looks at, and when it rings. */
const alarmRows: readonly (readonly [string, string])[] = [
  ["… fails", "The function ended with an error at least once in five minutes."],
  ["… is throttled", "The function was not allowed to run at least once in five minutes."],
  ["… has dead letters", `One letter is enough. It is kept for ${retention.deadLetterDays} days.`],
  [`… has work waiting longer than ${alarms.queueAgeMinutes} minutes`, "The oldest message of the queue."],
  [`… is more than ${alarms.iteratorAgeMinutes} minutes behind`, "The table's stream is read too slowly."],
  [
    "The books are not what happened",
    "A check for drift found a daily sum, an entry or a seal that differs from what it was copied from.",
  ],
  ["The API answers with server errors", `More than ${alarms.serverErrors} answers of 5xx in five minutes.`],
];

const limitRows: readonly (readonly [string, string])[] = [
  ["Attempts of a message before it is a dead letter", String(queues.receiveCountMax)],
  ["Attempts of a delivery before it is given up, over about three days", String(ATTEMPT_COUNT_MAX)],
  ["Attempts of a message that has a lane looked at", String(deliveries.receiveCountMax)],
  ["Attempts of a batch of the stream", String(stream.retryAttempts)],
  ["Days that a dead letter is kept", String(retention.deadLetterDays)],
  ["Minutes between runs of the clock", String(clock.everyMinutes)],
  ["Days to which the table can be restored", String(store.recoveryDays)],
];

/** The generated parts of `docs/operations.md`. */
export const operationsBlocks: Readonly<Record<string, () => string>> = {
  alarms: () => table(["Alarm", "Rings when"], alarmRows),
  impacts: () =>
    table(
      ["Function", "What a person loses while it fails"],
      Object.entries(functions).map(([name, { errorImpact }]) => [code(name), errorImpact]),
    ),
  "key-transitions": () =>
    table(
      ["Event", "From", "To", "When"],
      Object.entries(keyTransitions).map(([event, { from, to }]) => [
        code(event),
        codes(from),
        code(to),
        keyTransitionWords[event] ?? "",
      ]),
    ),
  limits: () => table(["Limit", "Value"], limitRows),
};
