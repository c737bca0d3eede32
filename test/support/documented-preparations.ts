import type { DocumentedCase } from "./documented-cases.ts";
import {
  dialectSaved,
  filePlaced,
  furtherEndpoint,
  handedOver,
  headersMapped,
  keyMade,
  lenderEndpoint,
  lenderTold,
  ordered,
  partlyUpheld,
  placed,
  reported,
  setAside,
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
  confirmFeedCursor: [placed, handedOver],
  rotateKey: [keyMade],
  revokeKey: [keyMade],
  putEndpoint: [furtherEndpoint],
  rotateEndpointSecret: [furtherEndpoint],
  pingEndpoint: [furtherEndpoint],
  enableEndpoint: [furtherEndpoint],
  putLenderEndpoint: [lenderEndpoint],
  rotateLenderEndpointSecret: [lenderEndpoint],
  pingLenderEndpoint: [lenderEndpoint],
  enableLenderEndpoint: [lenderEndpoint],
  replayDelivery: [lenderEndpoint, placed, handedOver, lenderTold],
  putDialect: [dialectSaved],
  tryDialect: [placed, setAside],
  releaseQuarantinedEvent: [...active, setAside, dialectSaved],
  rejectQuarantinedEvent: [placed, setAside],
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
  "cost.incurred": active,
  "fee.added": active,
  "settlement.requested": active,
  "settlement.approved": active,
  "settlement.declined": [...active, reported("settlement.requested")],
  decideSettlement: [...active, reported("settlement.requested")],
  "payment.corrected": [...active, reported("payment.received")],
  "arrangement.amended": planned,
  "arrangement.instalment_missed": planned,
  "arrangement.broken": planned,
  "arrangement.completed": planned,
  "arrangement.cancelled": planned,
};

export const preparationNameOf = ({ operation, example }: DocumentedCase): string =>
  operation.id === "postCallback" ? (example ?? operation.id) : operation.id;

/** All that can be read of: reading changes nothing, so that one tenant serves all who read. */
export const everything: readonly Step[] = [
  lenderEndpoint,
  ...active,
  reported("settlement.requested"),
  reported("arrangement.activated"),
  reported("payment.received"),
  reported("dispute.raised"),
  handedOver,
  lenderTold,
  furtherEndpoint,
  keyMade,
  filePlaced,
  headersMapped,
  setAside,
  dialectSaved,
];
