import { describe, expect, it } from "vitest";
import * as z from "zod";
import { eventData } from "../../../shared/callbacks/event-data.ts";
import { aTenantHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";

describe("GET /v1/agencies/{agencyId}/event-types", () => {
  const published = async (path = ""): Promise<Json> => {
    const { agency } = await aTenantHere();
    const answer = await agency.call(`/v1/agencies/${agency.agencyId}/event-types${path}`, {
      apiKey: agency.apiKey,
    });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it("publishes every event type that the gateway takes", async () => {
    const { items } = await published();
    const types = items.map(({ eventType }: Json) => eventType);
    expect(types.toSorted()).toEqual(Object.keys(eventData).toSorted());
  });

  it("has schemas by which a program tells what fits from what does not, with nothing else at hand", async () => {
    const { items } = await published();
    for (const { schema, example, requires } of items) {
      const by = z.fromJSONSchema(schema);
      expect(by.safeParse(example).error).toBeUndefined();
      expect(by.safeParse({ ...example, eventType: "another" }).success).toBe(false);
      for (const member of requires) {
        const data = Object.fromEntries(Object.entries(example.data).filter(([name]) => name !== member));
        expect(by.safeParse({ ...example, data }).success, member).toBe(false);
      }
    }
  });

  it("shows one of them by its name", async () => {
    expect(await published("/payment.received")).toMatchObject({
      eventType: "payment.received",
      schemaVersion: 1,
      requires: ["paymentRef", "amount"],
      example: { eventType: "payment.received" },
    });
  });
});
