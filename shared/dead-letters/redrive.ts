import type { LetterBox } from "../platform/letter-box.ts";
import type { Send } from "../platform/queues.ts";
import { idsAsked, idsOf, type DeadLetterQueue, type Letter } from "./model.ts";
import { queueNamed } from "./show-letters.ts";
import type { RedriveAnswer, RedriveRequest } from "./wire.ts";

export type RedriveDeps = {
  readonly queues: readonly DeadLetterQueue[];
  readonly box: LetterBox;
  readonly send: Send;
};

/** What one request redrives at most; the answer says when there may be more. */
const REDRIVE_COUNT_MAX = 100;

/** Letters that one request passes by at most, looking for those that were asked for. */
const LOOK_COUNT_MAX = 300;

/**
 * Sends letters back to the queue they came from, in their order, then takes them away. A crash between the two
 * sends one twice: every worker takes an event once. Letters that no queue brought are only taken away, because
 * the clock carries what they were about.
 * @throws Refused `not-found`
 */
export const redrive =
  (deps: RedriveDeps) =>
  async (name: string, request: RedriveRequest): Promise<RedriveAnswer> => {
    const queue = queueNamed(deps.queues, name);
    const asked = idsAsked(request);
    const run: Run = { queue, asked, missing: new Set(asked), inHand: new Set(), redriven: 0 };
    let isEmpty = false;
    try {
      while (!isEmpty && goesOn(run)) isEmpty = (await someLetters(deps, run)) === 0;
    } finally {
      for (const receiptHandle of run.inHand) await deps.box.putBack(queue.url, receiptHandle);
    }
    const { missing, redriven } = run;
    return { queue: name, redriven, missing: [...missing], more: asked === undefined && !isEmpty };
  };

type Run = {
  readonly queue: DeadLetterQueue;
  readonly asked: ReadonlySet<string> | undefined;
  /** Ids that were asked for and not met yet. */
  readonly missing: Set<string>;
  /** Letters that were taken and not sent; they are put back in the end. */
  readonly inHand: Set<string>;
  redriven: number;
};

const goesOn = ({ asked, missing, inHand, redriven }: Run): boolean =>
  redriven < REDRIVE_COUNT_MAX && inHand.size < LOOK_COUNT_MAX && (asked === undefined || missing.size > 0);

async function someLetters(deps: RedriveDeps, run: Run): Promise<number> {
  const letters = await deps.box.take(run.queue.url);
  for (const { receiptHandle } of letters) run.inHand.add(receiptHandle);
  for (const letter of letters.filter((one) => isAsked(run.asked, one))) {
    await sendBack(deps, run.queue, letter);
    run.inHand.delete(letter.receiptHandle);
    for (const id of idsOf(letter)) run.missing.delete(id);
    run.redriven += 1;
  }
  return letters.length;
}

const isAsked = (asked: ReadonlySet<string> | undefined, letter: Letter): boolean =>
  asked === undefined || idsOf(letter).some((id) => asked.has(id));

async function sendBack({ box, send }: RedriveDeps, queue: DeadLetterQueue, letter: Letter): Promise<void> {
  const { messageId, receiptHandle, body, group = messageId } = letter;
  // A letter that is sent again because its removal failed carries the same mark, so that an ordered queue drops it.
  if (queue.source !== undefined) await send(queue.source, body, { group, dedupe: `redrive-${messageId}` });
  await box.remove(queue.url, receiptHandle);
}
