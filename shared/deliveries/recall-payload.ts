import type { DeliverableEvent, Payload } from "./payload.ts";
import { outboundData } from "./wire.ts";

/** What an agency hears of the end of its work, and of its taking up again. */
export function recallPayload({ type, data }: DeliverableEvent): Payload | undefined {
  switch (type) {
    case "recall.requested":
      return { type: "recall.pending", data: outboundData["recall.pending"].parse(data) };
    case "recall.objected":
      return { type: "recall.extended", data: outboundData["recall.extended"].parse(data) };
    case "recall.cancelled":
      return { type, data: outboundData[type].parse(data) };
    case "placement.recalled":
      return { type: "recall.final", data: outboundData["recall.final"].parse(data) };
    case "placement.closed":
      return { type, data: outboundData[type].parse(data) };
    case "placement.reopened":
      return { type, data: outboundData[type].parse(data) };
    default:
      return undefined;
  }
}
