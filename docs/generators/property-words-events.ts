const RECEIPT_HASH =
  "SHA-256, in hexadecimal, of the event's JSON in UTF-8 as `JSON.stringify(JSON.parse(body))` writes it: no white space, members in the order in which they came.";

/** What agencies report events with. */
export const eventWords: Readonly<Record<string, string>> = {
  "EventBatch.events": "The callbacks, in the order in which those of one placement are to be taken.",
  "EventResult.index": "Which event of the batch, from 0.",
  "EventResult.replayed": "Whether it was taken before, and this is what it was answered then.",
  "EventResult.receipt": "The answer to an event that was taken.",
  "EventResult.problem": "Why the event was refused; the others were taken all the same.",
  disposition:
    "`ACCEPTED`: acted upon. `DUPLICATE`: the same fact was reported under another event id. `QUARANTINED`: kept whole for a person, nothing changed.",
  payloadHash:
    "SHA-256 of the callback's JSON without insignificant white space, members in the order in which they came.",
  "Receipt.eventId": "The agency's own id of the event.",
  "Receipt.payloadHash": RECEIPT_HASH,
  "SignedReceipt.eventId": "The agency's own id of the event.",
  "SignedReceipt.payloadHash": RECEIPT_HASH,
  signature: "A compact JWS over the receipt; docs/receipts.md shows how to verify it.",
  "ReceiptList.items": "One receipt, or nothing.",
  "PublicKeyList.keys": "The key in force.",
  "EventType.summary": "What it reports, in a sentence.",
  "EventType.does": "What the gateway does about it.",
  "EventType.schemaVersion": "The version of the schema; what a callback says when it says nothing.",
  "EventType.requires": "The members that `data` must have.",
  "EventType.schema": "JSON Schema 2020-12 of the whole callback. It needs no other document.",
  "EventType.example": "A callback that fits the schema.",
  kty: "The key's type: `EC`.",
  crv: "The curve: `P-256`.",
  x: "The point's first coordinate, base64url.",
  y: "The point's second coordinate, base64url.",
  kid: "The key's id: its thumbprint by RFC 7638.",
  use: "What it is for: `sig`, signatures.",
  alg: "The algorithm: `ES256`.",
  previousHash: "`hash` of the event before; 64 zeros before the first.",
  receiptId: "The receipt, `rcp_…`: the same for every repeat.",
};
