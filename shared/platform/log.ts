import { Logger } from "@aws-lambda-powertools/logger";

/** Facts of a log line. Texts that people wrote and personal data do not belong here. */
type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Every line starts with a stable code, `<noun>.<what-happened>`; alarms and tests look for codes. */
export type Log = {
  readonly info: (code: string, fields?: LogFields) => void;
  readonly warn: (code: string, fields?: LogFields) => void;
  readonly error: (code: string, fields?: LogFields, cause?: unknown) => void;
};

/** Names whose values never reach a log, should somebody pass them all the same. */
const redacted =
  /secret|apikey|authorization|signature|password|name$|contactpoint|narrative|email|phone|address/iu;

const safe = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, redacted.test(name) ? "[redacted]" : value]),
  );

/** Where it failed and how. What else an error carries stays out: it may be an item of the store. */
const failure = (cause: unknown) =>
  cause instanceof Error
    ? { error: { name: cause.name, message: cause.message, stack: cause.stack ?? "" } }
    : {};

export function newLog(service: string, level: "DEBUG" | "INFO" | "WARN" | "ERROR"): Log {
  const logger = new Logger({ serviceName: service, logLevel: level });
  return {
    info: (code, fields = {}) => logger.info(code, { code, ...safe(fields) }),
    warn: (code, fields = {}) => logger.warn(code, { code, ...safe(fields) }),
    error: (code, fields = {}, cause?: unknown) =>
      logger.error(code, { code, ...safe(fields), ...failure(cause) }),
  };
}
