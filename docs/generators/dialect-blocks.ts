import { canonicalCodesOf, codeFieldNames } from "../../shared/dialects/code-fields.ts";
import { germanBodies, germanDialect, recordBodies, recordDialect } from "./dialect-examples.ts";
import { code, codes, fenced, table } from "./markdown.ts";

const json = (value: unknown): string => fenced("json", JSON.stringify(value, undefined, 2));

const bodies = (all: object): string => Object.values(all).map(json).join("\n\n");

/** The generated parts of `docs/dialects.md`. */
export const dialectBlocks: Readonly<Record<string, () => string>> = {
  "code-fields": () =>
    table(
      ["Field", "Canonical codes"],
      codeFieldNames().map((field) => [code(field), codes([...(canonicalCodesOf(field) ?? [])])]),
    ),
  "record-dialect": () => json(recordDialect),
  "record-bodies": () => bodies(recordBodies),
  "german-dialect": () => json(germanDialect),
  "german-bodies": () => bodies(germanBodies),
};
