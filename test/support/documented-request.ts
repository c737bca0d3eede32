import { inject } from "vitest";
import type { Audience } from "../../docs/generators/operation.ts";
import { parameters } from "../../docs/generators/parameters.ts";
import type { DocumentedCase } from "./documented-cases.ts";
import { withOwnIds, type Own } from "./documented-ids.ts";
import { report, reportBatch, type Story } from "./documented-story.ts";
import { valueOf } from "./documented-values.ts";
import { http, type Answer } from "./http.ts";
import type { Tenant } from "./tenant.ts";

const keyOf: Readonly<Record<Audience, (tenant: Tenant) => Promise<string | undefined>>> = {
  Lender: async ({ lender }) => lender.apiKey,
  Agency: async ({ agency }) => agency.apiKey,
  Finance: async ({ operator }) => operator.newKey({ kind: "FINANCE", role: "APPROVER" }),
  // Made like any other: a deployment's first key opens none of the lender's routes.
  Operator: async ({ operator }) => operator.newKey({ kind: "ADMIN" }),
  Everyone: async () => undefined,
};

/** Sends a documented request as it stands, but with what this tenant has instead of the example's ids. */
export async function send(one: DocumentedCase, story: Story): Promise<Answer> {
  const { operation, audience, body } = one;
  if (operation.id === "postEventBatch") return reportBatch(story, body);
  if (operation.proves === "signature") return report(story, body);
  const apiKey = operation.proves === "key" ? await keyOf[audience](story.tenant) : undefined;
  const query = new URLSearchParams(given(one, story.own, "query")).toString();
  return http(inject("cloud").baseUrl)(pathOf(one, story.own) + (query && `?${query}`), {
    method: operation.method,
    apiKey,
    headers: given(one, story.own, "header"),
    ...(body !== undefined && { json: { ...withOwnIds(body, story.own), ...alsoSaidBy(one, story.own) } }),
  });
}

/** A lender tries its own accounts; the operator must say whose. Of deliveries, a lender orders its own. */
function alsoSaidBy({ operation, audience }: DocumentedCase, { lenderId }: Own): object {
  if (operation.id === "checkEligibility" && audience === "Operator") return { lenderId };
  return operation.id === "replayDeliveries" && audience === "Lender"
    ? { agencyId: undefined, lenderId }
    : {};
}

const given = (one: DocumentedCase, own: Own, place: "query" | "header"): Record<string, string> =>
  Object.fromEntries(
    (one.operation.parameters ?? []).flatMap((name) => {
      const value = parameters[name].in === place ? valueOf[name](own, one) : undefined;
      return value === undefined ? [] : [[parameters[name].name, value]];
    }),
  );

function pathOf(one: DocumentedCase, own: Own): string {
  const { id, path, parameters: names = [] } = one.operation;
  return names
    .filter((name) => parameters[name].in === "path")
    .reduce((filled, name) => {
      const value = valueOf[name](own, one);
      if (value === undefined) throw new Error(`${id} needs ${name}, which no step prepares`);
      return filled.replace(`:${name}`, value);
    }, path);
}
