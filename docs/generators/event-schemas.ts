import * as z from "zod";
import { eventData } from "../../shared/callbacks/event-data.ts";
import { AnyCallback } from "../../shared/callbacks/any-callback.ts";
import { LenderBody, lenderOutboundData } from "../../shared/deliveries/lender-wire.ts";
import { OutboundBody, outboundData } from "../../shared/deliveries/wire.ts";
import type { ComponentEntry } from "./components.ts";
import { callbackWords, deliveryWords } from "./event-words.ts";

const pascal = (eventType: string): string =>
  eventType.replaceAll(/(?:^|[._])([a-z])/gu, (_, letter: string) => letter.toUpperCase());

export const callbackName = (eventType: string): string => `${pascal(eventType)}Callback`;

export const deliveryName = (eventType: string): string => `${pascal(eventType)}Delivery`;

export const callbackTypes = z.object(eventData).keyof().options;

export const deliveryTypes = z.object(outboundData).keyof().options;

/** A schema per event type that an agency reports. */
export const callbackComponents: Readonly<Record<string, ComponentEntry>> = Object.fromEntries(
  AnyCallback.options.map((schema): [string, ComponentEntry] => {
    const eventType = schema.shape.eventType.value;
    return [
      callbackName(eventType),
      { schema, side: "request", says: `${callbackWords[eventType].summary}.` },
    ];
  }),
);

/** A schema per event type that the gateway posts. */
export const deliveryComponents: Readonly<Record<string, ComponentEntry>> = Object.fromEntries(
  deliveryTypes.map((eventType): [string, ComponentEntry] => {
    const schema = OutboundBody.extend({ eventType: z.literal(eventType), data: outboundData[eventType] });
    return [
      deliveryName(eventType),
      { schema, side: "answer", says: `${deliveryWords[eventType].summary}.` },
    ];
  }),
);

/** What the gateway posts to a lender: one body for every type, around the event as its list shows it. */
export const lenderComponents: Readonly<Record<string, ComponentEntry>> = {
  LenderEventView: {
    schema: lenderOutboundData,
    side: "answer",
    says: "An event that the lender is told of, as its list of events shows it.",
  },
  LenderDelivery: { schema: LenderBody, side: "answer", says: "What a lender's endpoint is sent." },
};
