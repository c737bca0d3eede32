import type { AnyReceived } from "./outcome.ts";
import type { Taken } from "./receipt.ts";
import type { TakeCallback } from "./take-callback.ts";
import type { AdviceCallback, AnyCallback } from "./wire.ts";

type ReceivedWith<Callback> = Omit<AnyReceived, "callback"> & { readonly callback: Callback };

/** An advice together with who sent it and when it came. */
export type ReceivedAdvice = ReceivedWith<AdviceCallback>;

export type TakeAnyCallback = (received: ReceivedWith<AnyCallback>, raw: string) => Promise<Taken>;

type Takes = {
  readonly takeCallback: TakeCallback;
  readonly takeAdvice: (received: ReceivedAdvice) => Promise<Taken>;
};

/** Takes whatever an agency reports: what is about an account, and what is about the money of many. */
export const takeAnyCallback =
  ({ takeCallback, takeAdvice }: Takes): TakeAnyCallback =>
  async ({ callback, ...received }, raw) =>
    callback.eventType === "remittance.advised"
      ? takeAdvice({ ...received, callback })
      : takeCallback({ ...received, callback }, raw);
