import { ENTRY_COUNT_MAX, STATEMENT_COUNT_MAX } from "./limits.ts";
import type { Place } from "./model.ts";
import { Unreadable } from "./unreadable.ts";

/** Counts statements, and entries within one, and stops at what a file may have. */
export function newCounts() {
  let [statement, entry, line, quarantined] = [0, 0, 0, 0];
  const place = (at: number): Place => ({ line: at, statement, entry });
  const nextEntry = (at: number): Place => {
    entry += 1;
    if (line + quarantined >= ENTRY_COUNT_MAX)
      throw new Unreadable(
        { code: "TOO_MANY_LINES", reason: `A file may have ${ENTRY_COUNT_MAX} lines at most.` },
        place(at),
      );
    return place(at);
  };
  return {
    place,
    statement: (at: number): Place => {
      statement += 1;
      entry = 0;
      if (statement > STATEMENT_COUNT_MAX)
        throw new Unreadable(
          {
            code: "TOO_MANY_STATEMENTS",
            reason: `A file may have ${STATEMENT_COUNT_MAX} statements at most.`,
          },
          { line: at, statement },
        );
      return { line: at, statement };
    },
    line: (at: number): Place => {
      const found = nextEntry(at);
      line += 1;
      return found;
    },
    quarantined: (at: number): Place => {
      const found = nextEntry(at);
      quarantined += 1;
      return found;
    },
    all: () => ({ statementCount: statement, lineCount: line, quarantinedCount: quarantined }),
  };
}
