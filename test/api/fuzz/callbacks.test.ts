import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { callbackBodies } from "../../../docs/generators/callback-examples.ts";
import { withOwnIds } from "../../support/documented-ids.ts";
import { aStory, placed, reported, type Story } from "../../support/documented-story.ts";
import type { Answer, Json } from "../../support/http.ts";
import { mutations, wrongHeaders, type Mutation } from "../../support/mutations.ts";
import { newSecret, type How } from "../../support/tenant.ts";

const AT_A_TIME = 8;
const ROUNDS = 15;

type Changed = {
  readonly example: object;
  readonly mutate: Mutation;
  readonly to: "events" | "event-batches";
};

/** As its agency sends them, and as if it only reported them back. */
const examples = fc.constantFrom(
  ...Object.values(callbackBodies).flatMap((body) => [
    body,
    { ...body, origin: "LENDER", correlationId: "evt_01JB4R0E3SH5G9V1XJ7P2M4WQC_1" },
  ]),
);

/** Documented callbacks, each changed in some way, for either path. */
const changedRequests: fc.Arbitrary<readonly Changed[]> = fc.array(
  fc.record({ example: examples, mutate: mutations, to: fc.constantFrom("events", "event-batches") }),
  { minLength: AT_A_TIME, maxLength: AT_A_TIME },
);

const unsigned: fc.Arbitrary<How> = fc.oneof(
  wrongHeaders.map((headers) => ({ headers })),
  fc.constant({ secret: newSecret() }),
);

/** An account that its agency has, and that nobody else is busy with. */
const anActiveStory = () => aStory([placed, reported("placement.acknowledged")]);

/** The example as this agency would send it, under an id that was never used. */
const textOf = ({ example, to }: Omit<Changed, "mutate">, { own }: Story, eventId: string): string => {
  const body = { ...withOwnIds(example, own), eventId };
  return JSON.stringify(to === "events" ? body : { events: [body] });
};

async function send(story: Story, request: Changed, how: How = {}): Promise<Answer> {
  const eventId = `f-${ulid()}`;
  const { mutate, to } = request;
  return story.tenant.agency.post(mutate(textOf(request, story, eventId)), { eventId, to, ...how });
}

const historyOf = ({ tenant, own }: Story): Promise<readonly Json[]> =>
  tenant.lender.history(own["accountId"]!);

const stateOf = async (story: Story) => ({
  account: await story.tenant.lender.account(story.own["accountId"]!),
  events: (await historyOf(story)).length,
});

/** They say that a callback was refused, and move nothing. */
const refusals: ReadonlySet<string> = new Set(["placement.close_refused", "payment.reversal_exceeds"]);

/** The ids of the callbacks by which the account's events came to be. */
const sourcesOf = async (story: Story): Promise<readonly string[]> =>
  (await historyOf(story))
    .filter(({ actor, type }) => actor.kind === "AGENCY" && !refusals.has(type))
    .map(({ data }) => data.sourceEventId);

describe("a documented callback that was changed in any way", () => {
  it("and signed is answered without a fault of ours, and what is not accepted is not recorded, but that it was refused", async () => {
    const story = await anActiveStory();
    const accepted = new Set(await sourcesOf(story));
    await fc.assert(
      fc.asyncProperty(changedRequests, async (requests) => {
        const answers = await Promise.all(requests.map((request) => send(story, request)));
        for (const { status, disposition, eventId } of answers.flatMap(resultsOf)) {
          expect(status).toBeLessThan(500);
          if (disposition === "ACCEPTED" && eventId !== undefined) accepted.add(eventId);
        }
        expect((await sourcesOf(story)).filter((eventId) => !accepted.has(eventId))).toEqual([]);
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    );
  }, 60_000);

  it("and not signed by the agency is refused and changes nothing", async () => {
    const story = await anActiveStory();
    const before = await stateOf(story);
    await fc.assert(
      fc.asyncProperty(changedRequests, unsigned, async (requests, how) => {
        const answers = await Promise.all(requests.map((request) => send(story, request, how)));
        for (const { status } of answers) expect(status).toBe(401);
        expect(await stateOf(story)).toEqual(before);
      }),
      { numRuns: ROUNDS },
    );
  }, 60_000);

  it("on the way, after it was signed, is refused and changes nothing", async () => {
    const story = await anActiveStory();
    const before = await stateOf(story);
    const { agency } = story.tenant;
    await fc.assert(
      fc.asyncProperty(examples, mutations, async (example, mutate) => {
        const eventId = `f-${ulid()}`;
        const text = textOf({ example, to: "events" }, story, eventId);
        const changed = mutate(text);
        fc.pre(changed !== text);
        const at = new Date();
        const headers = {
          "webhook-id": eventId,
          "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
          "webhook-signature": new Webhook(agency.secret).sign(eventId, at, text),
        };
        const path = `/v1/agencies/${agency.agencyId}/events`;
        expect((await agency.call(path, { raw: changed, headers })).status).toBe(401);
        expect(await stateOf(story)).toEqual(before);
      }),
      { numRuns: 2 * ROUNDS },
    );
  }, 60_000);
});

type Result = { readonly status: number; readonly disposition?: string; readonly eventId?: string };

/** What became of the event of a request, on its own or in a batch. */
const resultsOf = ({ status, body }: Answer): readonly Result[] => [
  { status, disposition: body?.disposition, eventId: body?.eventId },
  ...(body?.items ?? []).map((item: Json) => ({
    status: item.status,
    disposition: item.receipt?.disposition,
    eventId: item.receipt?.eventId,
  })),
];
