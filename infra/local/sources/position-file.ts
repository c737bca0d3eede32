import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type * as z from "zod";

/** A small value that must survive a kill: replaced as a whole, never half written. */
export type PositionFile<T> = {
  readonly read: () => T;
  readonly write: (value: T) => void;
};

export function positionFile<T>(file: string | undefined, schema: z.ZodType<T>, initial: T): PositionFile<T> {
  if (file === undefined) return { read: () => initial, write: () => undefined };
  return {
    read: () => readOr(file, schema, initial),
    write: (value) => {
      const temporary = `${file}.new`;
      writeFileSync(temporary, JSON.stringify(value));
      renameSync(temporary, file);
    },
  };
}

function readOr<T>(file: string, schema: z.ZodType<T>, initial: T): T {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return initial;
    throw error;
  }
}
