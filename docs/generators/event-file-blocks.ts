import { columnsOfType, envelopeColumns, requiredColumns } from "../../shared/event-files/columns.ts";
import { code, codes, table } from "./markdown.ts";

const needed: ReadonlySet<string> = new Set(requiredColumns);

/** The generated parts of `docs/event-files.md`. */
export const eventFileBlocks: Readonly<Record<string, () => string>> = {
  "event-file-envelope": () =>
    `${codes(requiredColumns)}; where there is something to say, ${codes(envelopeColumns.filter((column) => !needed.has(column)))}.`,
  "event-file-columns": () =>
    table(
      ["Event type", "Columns"],
      [...columnsOfType].map(([type, kinds]) => [code(type), codes([...kinds.keys()])]),
    ),
};
