import type { HttpApp } from "../../shared/platform/http-app.ts";

type Init = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** An application that is asked like a server, without one. */
export const asking = (app: HttpApp) => ({
  request: async (target: string, { method = "GET", headers = {}, body = "" }: Init = {}) => {
    const [path = "", query = ""] = target.split("?");
    const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const reply = await app({
      method,
      path,
      query,
      headers: Object.fromEntries(lowered) as Record<string, string>,
      body,
      sourceIp: "192.0.2.1",
    });
    return new Response(reply.body, { status: reply.status, headers: reply.headers });
  },
});
