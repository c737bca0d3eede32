import type { AwsCall } from "./lambda-protocol.ts";

/** The calls each function made to AWS, in order, by the function's label. */
export type RecordedCalls = Readonly<Record<string, readonly AwsCall[]>>;

export type CallRecord = {
  readonly add: (label: string, call: AwsCall) => void;
  readonly all: () => RecordedCalls;
};

/** Beyond this a run records no more: it is long enough to have shown every kind of call. */
const callsMaxPerFunction = 20_000;

export function createCallRecord(): CallRecord {
  const calls = new Map<string, AwsCall[]>();
  return {
    add: (label, call) => {
      const own = calls.get(label) ?? [];
      if (own.length < callsMaxPerFunction) own.push(call);
      calls.set(label, own);
    },
    all: () => Object.fromEntries(calls),
  };
}
