import { describe, expect, it } from "vitest";
import { callbackBodies } from "../../../docs/generators/callback-examples.ts";
import { deliveryBodies } from "../../../docs/generators/delivery-examples.ts";
import {
  callbackTypes,
  deliveryComponents,
  deliveryName,
  deliveryTypes,
} from "../../../docs/generators/event-schemas.ts";
import { history } from "../../../docs/generators/story.ts";
import { AnyCallback } from "../../../shared/callbacks/any-callback.ts";
import { verify } from "../../../shared/platform/events.ts";
import type { GatewayEvent } from "../../../shared/kernel/event.ts";

describe("the documented events", () => {
  it.each([...callbackTypes])("have a body of %s that the gateway takes", (type) => {
    expect(AnyCallback.parse(callbackBodies[type]).eventType).toBe(type);
  });

  it.each([...deliveryTypes])(
    "have a body of %s that is what the gateway posts, and nothing besides",
    (type) => {
      const { schema } = deliveryComponents[deliveryName(type)]!;
      expect(schema.parse(deliveryBodies[type])).toEqual(deliveryBodies[type]);
    },
  );

  it("disclose the debtor in an offer only", () => {
    const disclosing = deliveryTypes.filter((type) => JSON.stringify(deliveryBodies[type]).includes("Maria"));
    expect(disclosing).toEqual(["placement.offered"]);
  });

  it("make a history whose chain a reader can verify", () => {
    const events = history as unknown as readonly GatewayEvent[];
    expect(verify(events)).toEqual({
      ok: true,
      chain: { sequence: events.length, head: events.at(-1)!.hash },
    });
  });

  it("post double entries that sum to zero", () => {
    for (const { postings } of history) expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });
});
