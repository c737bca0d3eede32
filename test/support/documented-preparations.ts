import type { DocumentedCase } from "./documented-cases.ts";
import {
  filePlaced,
  furtherEndpoint,
  handedOver,
  headersMapped,
  keyMade,
  ordered,
  partlyUpheld,
  placed,
  reported,
  type Step,
} from "./documented-story.ts";

const active = [placed, reported("placement.acknowledged")];
const disputed = [...active, reported("payment.received"), reported("dispute.raised")];
const closed = [...disputed, partlyUpheld, reported("placement.closed")];
const recalling = [...active, ordered("recall", { code: "STRATEGY" })];
const planned = [...active, reported("arrangement.activated")];

/** What must have happened before an example can be sent, by operation; of callbacks, by example. */
export const preparations: Readonly<Record<string, readonly Step[]>> = {
  provideInformation: [placed, reported("placement.info_requested")],
  changeCircumstances: [placed],
  lookUpDebtor: [placed],
  recallAccount: active,
  cancelRecall: recalling,
  placeHold: active,
  releaseHold: [...active, ordered("holds", { type: "BREATHING_SPACE", reason: "Registered." })],
  reopenAccount: closed,
  returnAccount: closed,
  resolveDispute: disputed,
  answerDebtorReport: [...active, reported("debtor.deceased")],
  confirmFeedCursor: [placed, handedOver],
  rotateKey: [keyMade],
  revokeKey: [keyMade],
  putEndpoint: [furtherEndpoint],
  rotateEndpointSecret: [furtherEndpoint],
  pingEndpoint: [furtherEndpoint],
  enableEndpoint: [furtherEndpoint],
  replayDelivery: [placed, handedOver],
  postEventBatch: active,
  "placement.acknowledged": [placed],
  "placement.declined": [placed],
  "placement.info_requested": [placed],
  "payment.received": active,
  "payment.reversed": [...active, reported("payment.received")],
  "dispute.raised": active,
  "hold.acknowledged": disputed,
  "contact.attempted": active,
  "placement.closed": [...disputed, partlyUpheld],
  "hold.applied": active,
  "hold.released": [...active, reported("hold.applied")],
  "recall.acknowledged": recalling,
  "recall.objected": recalling,
  "data.deleted": closed,
  "arrangement.proposed": active,
  "arrangement.activated": active,
  "payment.corrected": [...active, reported("payment.received")],
  "arrangement.amended": planned,
  "arrangement.instalment_missed": planned,
  "arrangement.broken": planned,
  "arrangement.completed": planned,
  "arrangement.cancelled": planned,
  "complaint.raised": active,
  "debtor.deceased": active,
  "debtor.insolvent": active,
  "debtor.vulnerable": active,
  "debtor.represented": active,
  "debtor.cease_requested": active,
  "debtor.moratorium": active,
  "debtor.id_theft": active,
  "debtor.moved": active,
};

export const preparationNameOf = ({ operation, example }: DocumentedCase): string =>
  operation.id === "postCallback" ? (example ?? operation.id) : operation.id;

/** All that can be read of: reading changes nothing, so that one tenant serves all who read. */
export const everything: readonly Step[] = [
  ...disputed,
  reported("complaint.raised"),
  handedOver,
  furtherEndpoint,
  keyMade,
  filePlaced,
  headersMapped,
];
