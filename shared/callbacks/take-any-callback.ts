import type { AnyReceived } from "./outcome.ts";
import type { Taken } from "./receipt.ts";
import type { TakeCallback } from "./take-callback.ts";
import type { AdviceCallback, AnyCallback, SnapshotCallback } from "./wire.ts";

type ReceivedWith<Callback> = Omit<AnyReceived, "callback"> & { readonly callback: Callback };

/** An advice together with who sent it and when it came. */
export type ReceivedAdvice = ReceivedWith<AdviceCallback>;

/** A part of an inventory together with who sent it and when it came. */
export type ReceivedSnapshot = ReceivedWith<SnapshotCallback>;

export type TakeAnyCallback = (received: ReceivedWith<AnyCallback>, raw: string) => Promise<Taken>;

type Takes = {
  readonly takeCallback: TakeCallback;
  readonly takeAdvice: (received: ReceivedAdvice) => Promise<Taken>;
  readonly takeSnapshot: (received: ReceivedSnapshot) => Promise<Taken>;
};

/** Takes whatever an agency reports: of an account, of the money of many, of all that it holds. */
export const takeAnyCallback =
  ({ takeCallback, takeAdvice, takeSnapshot }: Takes): TakeAnyCallback =>
  async ({ callback, ...received }, raw) => {
    if (callback.eventType === "remittance.advised") return takeAdvice({ ...received, callback });
    if (callback.eventType === "reconciliation.snapshot") return takeSnapshot({ ...received, callback });
    return takeCallback({ ...received, callback }, raw);
  };
