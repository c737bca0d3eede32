import { describe, expect, it } from "vitest";
import { Receipt } from "../../../shared/callbacks/model.ts";
import { refusedOrRepeated } from "../../../shared/callbacks/refused.ts";
import type { Reversal } from "../../../shared/payments/model.ts";
import { reversalFact } from "../../../shared/payments/reverse-payment.ts";
import { anAccount, now, received } from "../../support/builders.ts";

const account = anAccount();
const reversing = received("payment.reversed", account);
const refusal = { code: "amount-exceeds-balance", detail: "0 is left of the payment." } as const;
const refuses = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

const receiptOf = (bodyHash: string): Receipt =>
  Receipt.parse({
    agencyId: reversing.agencyId,
    eventId: reversing.callback.eventId,
    bodyHash,
    answer: { receiptId: "rcp_1", eventId: reversing.callback.eventId, disposition: "ACCEPTED" },
    receivedAt: now,
  });

function knowing({ receipt, reversal }: { receipt?: Receipt; reversal?: Reversal }) {
  const kept: Receipt[] = [];
  const deps = {
    payments: { findReversal: async () => reversal },
    receipts: {
      find: async () => receipt,
      idOf: () => "rcp_2",
      keep: async (one: Receipt) => {
        kept.push(one);
        return undefined;
      },
    },
  };
  return { deps, kept };
}

describe("a callback that is refused now", () => {
  it("is refused when it was never heard of before", async () => {
    const { deps, kept } = knowing({});
    await expect(refusedOrRepeated(deps, reversing, refusal)).rejects.toEqual(
      refuses("amount-exceeds-balance"),
    );
    expect(kept).toEqual([]);
  });

  it("gets its first answer when it was accepted before", async () => {
    const receipt = receiptOf(reversing.payloadHash);
    const { deps } = knowing({ receipt });
    expect(await refusedOrRepeated(deps, reversing, refusal)).toEqual({
      answer: receipt.answer,
      replayed: true,
    });
  });

  it("is an event id that was used twice when its body was another one", async () => {
    const { deps } = knowing({ receipt: receiptOf("another") });
    await expect(refusedOrRepeated(deps, reversing, refusal)).rejects.toEqual(refuses("event-id-reused"));
  });

  it("is a duplicate when the same reversal came under another event id, and gets a receipt of its own", async () => {
    const { deps, kept } = knowing({ reversal: reversalFact(reversing) });
    const taken = await refusedOrRepeated(deps, reversing, refusal);
    expect(taken).toMatchObject({
      replayed: false,
      answer: { disposition: "DUPLICATE", receiptId: "rcp_2" },
    });
    expect(kept).toMatchObject([{ eventId: reversing.callback.eventId, bodyHash: reversing.payloadHash }]);
  });

  it("is refused when another reversal has its reference", async () => {
    const { deps } = knowing({ reversal: { ...reversalFact(reversing), amount: 1 } });
    await expect(refusedOrRepeated(deps, reversing, refusal)).rejects.toEqual(
      refuses("amount-exceeds-balance"),
    );
  });
});
