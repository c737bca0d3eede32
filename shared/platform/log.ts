import { Logger } from "@aws-lambda-powertools/logger";

/** Facts of a log line. Texts that people wrote and personal data do not belong here. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Every line starts with a stable code, `<noun>.<what-happened>`; alarms and tests look for codes. */
export type Log = {
  readonly info: (code: string, fields?: LogFields) => void;
  readonly warn: (code: string, fields?: LogFields) => void;
  readonly error: (code: string, fields?: LogFields, cause?: unknown) => void;
};

/** Names whose values never reach a log, wherever they stand. */
const redacted =
  /secret|apikey|authorization|signature|password|name$|contactpoint|narrative|email|phone|address/iu;

const replacer = (name: string, value: unknown): unknown =>
  redacted.test(name) && name !== "function_name" && typeof value !== "object" ? "[redacted]" : value;

export function newLog(service: string, level: "DEBUG" | "INFO" | "WARN" | "ERROR"): Log {
  const logger = new Logger({ serviceName: service, logLevel: level, jsonReplacerFn: replacer });
  return {
    info: (code, fields = {}) => logger.info(code, { code, ...fields }),
    warn: (code, fields = {}) => logger.warn(code, { code, ...fields }),
    error: (code, fields = {}, cause?: unknown) =>
      logger.error(code, { code, ...fields, ...(cause instanceof Error ? { error: cause } : {}) }),
  };
}
