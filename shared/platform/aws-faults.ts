const transientNames = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
  "ServiceUnavailable",
  "TransactionConflictException",
  "TransactionInProgressException",
  "RequestTimeout",
  "TimeoutError",
  "ECONNRESET",
  "ECONNREFUSED",
  "ETIMEDOUT",
  "EPIPE",
]);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Throttles, conflicts, timeouts and broken connections: the same call may succeed a moment later. */
export const isTransient = (error: unknown): boolean =>
  transientNames.has(nameOf(error)) || transientNames.has(codeOf(error));

export const isConditionFailed = (error: unknown): boolean =>
  nameOf(error) === "ConditionalCheckFailedException";
