import { describe, expect, it } from "vitest";
import { components } from "../../../docs/generators/components.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { documentedCases, type DocumentedCase } from "../../support/documented-cases.ts";
import { everything, preparationNameOf, preparations } from "../../support/documented-preparations.ts";
import { send } from "../../support/documented-request.ts";
import { aStory, type Story } from "../../support/documented-story.ts";
import type { Answer, Json } from "../../support/http.ts";

let readable: Promise<Story> | undefined;

const storyFor = (one: DocumentedCase): Promise<Story> =>
  one.operation.method === "GET"
    ? (readable ??= aStory(everything))
    : aStory(preparations[preparationNameOf(one)] ?? []);

/** Lists in which nothing of the tenant's need be, and why. */
const emptyHere: Readonly<Record<string, string>> = {
  listFiles: "no night has passed",
  showDeadLetters: "nothing failed",
  listOverdueClocks: "nothing is late yet",
  listUnacknowledgedHolds: "the worker orders the agency to stop a moment after the dispute",
  listKeys: "a page is filtered after it was read",
  listLenders: "one that was set up a moment ago may be missing for a second",
  listAgencies: "one that was set up a moment ago may be missing for a second",
};

/** A callback that is kept for a person to look at is answered with 202 as well. */
function isActedUpon(receipt: unknown): void {
  expect(receipt).toMatchObject({ disposition: "ACCEPTED" });
  expect(receipt).not.toHaveProperty("reason");
}

/** One, or of a batch that of every event. */
const receiptsOf = ({ body }: Answer): readonly unknown[] =>
  (body.items as readonly Json[] | undefined)?.map(({ receipt }) => receipt) ?? [body];

function isAnsweredAsDocumented({ operation }: DocumentedCase, answer: Answer): void {
  const { status, schema, mediaType = "application/json", headers = [] } = operation.answer;
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.headers.get("content-type")?.toLowerCase()).toContain(mediaType);
  for (const name of headers) expect(answer.headers.has(name), name).toBe(name !== "Idempotent-Replayed");
  if (schema !== undefined) expect(components[schema].schema.parse(answer.body)).toEqual(answer.body);
  if (operation.proves === "signature") receiptsOf(answer).forEach(isActedUpon);
  if (Array.isArray(answer.body.items) && !(operation.id in emptyHere))
    expect(answer.body.items).not.toHaveLength(0);
}

describe("the documented requests", () => {
  it.each(documentedCases)("are answered as documented: $name", async (one) => {
    isAnsweredAsDocumented(one, await send(one, await storyFor(one)));
  });

  it("are all of them, of every operation", () => {
    const sent = documentedCases.map(({ operation, example }) => `${operation.id} ${example ?? ""}`);
    const documented = operations.flatMap(({ id, request }) =>
      Object.keys(request?.examples ?? { "": {} }).map((example) => `${id} ${example}`),
    );
    expect(new Set(sent)).toEqual(new Set(documented));
  });

  it("need no preparation that no documented request asks for", () => {
    const asked = new Set(documentedCases.map(preparationNameOf));
    expect(Object.keys(preparations).filter((name) => !asked.has(name))).toEqual([]);
  });
});
