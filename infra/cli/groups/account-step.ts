import type { Choice, Operation } from "../operation.ts";

export const ACCOUNT = "acc_01JB4R0E3SH5G9V1XJ7P2M4WQC";

export const reason: Choice = { flag: "--reason <text>", says: "why", member: "reason", needed: true };

type Step = Pick<Operation, "name" | "says" | "examples" | "asks"> & {
  readonly path: string;
  readonly body?: readonly Choice[];
};

/** What a lender does to an account. Each call has a key of its own, so that it can be repeated. */
export const step = ({ path, body = [], asks, ...words }: Step): Operation => ({
  ...words,
  method: "POST",
  path: `/v1/accounts/:accountId/${path}`,
  body,
  idempotent: true,
  ...(asks !== undefined && { asks }),
});
