import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";

/** The documents as generated: pages line by line, and the hash by which a browser knows their style. */
export type Documents = {
  readonly openapi: object;
  readonly pages: {
    readonly styleHash: string;
    readonly docs: readonly string[];
    readonly errors: readonly string[];
  };
};

/** Seconds for which a reader may keep a document: it changes with a deployment only. */
const KEEP_SECONDS = 300;

/** The documentation of the API and a sign of life. What belongs to no function ends here as 404. */
export const docsRoutes = ({ openapi, pages }: Documents): readonly HttpRoute[] => {
  const page = pageOf(pages.styleHash);
  const [docs, errors] = [page(pages.docs), page(pages.errors)];
  return [
    { method: "GET", path: "/health", handle: async (c) => c.json({ status: "ok" }) },
    { method: "GET", path: "/openapi.json", handle: async (c) => described(c, openapi) },
    { method: "GET", path: "/docs", handle: docs },
    { method: "GET", path: "/docs/errors", handle: errors },
  ];
};

function described(c: HttpContext, openapi: object): HttpReply {
  c.header("cache-control", `public, max-age=${KEEP_SECONDS}`);
  c.header("x-content-type-options", "nosniff");
  return c.json(openapi);
}

/** A page that may load and run nothing: its own style, known by its hash, is all that a browser applies. */
const pageOf = (styleHash: string) => (lines: readonly string[]) => {
  const text = lines.join("\n");
  return async (c: HttpContext): Promise<HttpReply> =>
    c.html(text, 200, {
      "cache-control": `public, max-age=${KEEP_SECONDS}`,
      "content-security-policy": `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
    });
};
