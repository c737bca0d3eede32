import type { Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import type { HttpContext, HttpReply } from "./http-context.ts";

export type HttpRoute = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly handle: (c: HttpContext) => Promise<HttpReply>;
};

type Handle = HttpRoute["handle"];

type Match = { readonly handle: Handle; readonly params: Readonly<Record<string, string>> };

/** Which route answers; `otherwise` tells of a known path what answers another method than its own. */
export function routing(
  routes: readonly HttpRoute[],
  otherwise: (path: string) => Handle,
): (method: string, path: string) => Match | undefined {
  const router: Router<Handle> = new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] });
  for (const { method, path, handle } of routes) router.add(method, path, handle);
  for (const path of new Set(routes.map((route) => route.path))) router.add("ALL", path, otherwise(path));
  return (method, path) => {
    const [found, values] = router.match(method, path);
    const first = found[0];
    if (first === undefined) return undefined;
    const places: Readonly<Record<string, string | number>> = first[1];
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(places))
      params[name] = typeof value === "number" ? (values?.[value] ?? "") : value;
    return { handle: first[0], params };
  };
}
