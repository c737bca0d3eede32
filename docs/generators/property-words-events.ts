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
    "SHA-256 of the callback's canonical JSON (RFC 8785): the same whatever the order of its members.",
  previousHash: "`hash` of the event before; 64 zeros before the first.",
  receiptId: "The receipt, `rcp_…`: the same for every repeat.",
};
