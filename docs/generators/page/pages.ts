import { createHash } from "node:crypto";
import type { OpenApiDocument } from "../openapi.ts";
import { docsPage } from "./docs-page.ts";
import { errorsPage } from "./errors-page.ts";
import { style } from "./style.ts";

/** The pages line by line, so that a change of one shows as a change of one; and what their style is known by. */
export const pages = (document: OpenApiDocument) => ({
  styleHash: `sha256-${createHash("sha256").update(style).digest("base64")}`,
  docs: docsPage(document).split("\n"),
  errors: errorsPage(document.info.version).split("\n"),
});
