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

/** Names of fields are words of our own and few; what was found of one is kept. */
const judged = new Map<string, boolean>();

function isRedacted(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const found = redacted.test(name);
  judged.set(name, found);
  return found;
}

function safe(fields: LogFields): LogFields {
  const shown: Record<string, LogFields[string]> = {};
  for (const name of Object.keys(fields)) shown[name] = isRedacted(name) ? "[redacted]" : fields[name];
  return shown;
}

/** Codes are words of our own and few as well. */
function remembered(text: (code: string) => string): (code: string) => string {
  const known = new Map<string, string>();
  return (code) => {
    const found = known.get(code) ?? text(code);
    known.set(code, found);
    return found;
  };
}

/** Where it failed and how. What else an error carries stays out: it may be an item of the store. */
const failure = (cause: unknown) =>
  cause instanceof Error
    ? { error: { name: cause.name, message: cause.message, stack: cause.stack ?? "" } }
    : {};

const levels = ["DEBUG", "INFO", "WARN", "ERROR"] as const;
type Level = (typeof levels)[number];

/**
 * One JSON object a line on standard output, with the members that Lambda's JSON log format knows (`level`,
 * `timestamp`, `message`).
 */
export function newLog(service: string, least: Level): Log {
  const named = remembered((code) => JSON.stringify({ service, message: code, code }).slice(1, -1));
  const write = (level: Level, code: string, facts: object): void => {
    if (levels.indexOf(level) < levels.indexOf(least)) return;
    const said = JSON.stringify(facts);
    const more = said === "{}" ? "}" : `,${said.slice(1)}`;
    process.stdout.write(
      `{"level":"${level}","timestamp":"${new Date().toISOString()}",${named(code)}${more}\n`,
    );
  };
  return {
    info: (code, fields = {}) => write("INFO", code, safe(fields)),
    warn: (code, fields = {}) => write("WARN", code, safe(fields)),
    error: (code, fields = {}, cause?: unknown) =>
      write("ERROR", code, { ...safe(fields), ...failure(cause) }),
  };
}
