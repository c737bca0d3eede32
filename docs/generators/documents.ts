import { withBlocks } from "./blocks.ts";
import { breakBlocks } from "./break-blocks.ts";
import { closingBlocks } from "./closing-blocks.ts";
import { cliMarkdown } from "./cli-markdown.ts";
import { dialectBlocks } from "./dialect-blocks.ts";
import { domainBlocks } from "./domain-blocks.ts";
import { eventTypes } from "./event-types.ts";
import { eventFileBlocks } from "./event-file-blocks.ts";
import { errorsMarkdown } from "./errors-markdown.ts";
import { openApiDocument } from "./openapi.ts";
import { operationsBlocks } from "./operations-blocks.ts";
import { pages } from "./page/pages.ts";
import { reconciliationBlocks } from "./reconciliation-blocks.ts";

export type Document = { readonly path: string; readonly content: string };

const DOMAIN = "docs/domain.md";
const CLOSING = "docs/closing.md";
const DIALECTS = "docs/dialects.md";
const EVENT_FILES = "docs/event-files.md";
const BREAKS = "docs/breaks.md";
const OPERATIONS = "docs/operations.md";
const RECONCILIATION = "docs/reconciliation.md";

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Every generated file. What is only generated in parts keeps what a person wrote around them. */
export function documents(read: (path: string) => string | undefined): readonly Document[] {
  const domain = read(DOMAIN);
  if (domain === undefined) throw new Error(`${DOMAIN} is not there`);
  const operations = read(OPERATIONS);
  if (operations === undefined) throw new Error(`${OPERATIONS} is not there`);
  const dialects = read(DIALECTS);
  if (dialects === undefined) throw new Error(`${DIALECTS} is not there`);
  const eventFiles = read(EVENT_FILES);
  if (eventFiles === undefined) throw new Error(`${EVENT_FILES} is not there`);
  const reconciliation = read(RECONCILIATION);
  if (reconciliation === undefined) throw new Error(`${RECONCILIATION} is not there`);
  const breaks = read(BREAKS);
  if (breaks === undefined) throw new Error(`${BREAKS} is not there`);
  const closing = read(CLOSING);
  if (closing === undefined) throw new Error(`${CLOSING} is not there`);
  const openapi = openApiDocument();
  return [
    { path: "docs/api/openapi.json", content: json(openapi) },
    { path: "docs/api/event-types.json", content: json(eventTypes()) },
    { path: "docs/api/pages.json", content: json(pages(openapi)) },
    { path: "docs/errors.md", content: errorsMarkdown() },
    { path: "docs/cli.md", content: cliMarkdown() },
    { path: OPERATIONS, content: withBlocks(operations, operationsBlocks) },
    { path: DIALECTS, content: withBlocks(dialects, dialectBlocks) },
    { path: EVENT_FILES, content: withBlocks(eventFiles, eventFileBlocks) },
    { path: RECONCILIATION, content: withBlocks(reconciliation, reconciliationBlocks) },
    { path: BREAKS, content: withBlocks(breaks, breakBlocks) },
    { path: CLOSING, content: withBlocks(closing, closingBlocks) },
    { path: DOMAIN, content: withBlocks(domain, domainBlocks) },
  ];
}
