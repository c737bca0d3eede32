import type { HttpRoute } from "../../shared/platform/http-app.ts";

/** The documentation of the API and a sign of life. What belongs to no function ends here as 404. */
export const docsRoutes = (openapi: object): readonly HttpRoute[] => [
  { method: "GET", path: "/health", handle: async (c) => c.json({ status: "ok" }) },
  { method: "GET", path: "/openapi.json", handle: async (c) => c.json(openapi) },
];
