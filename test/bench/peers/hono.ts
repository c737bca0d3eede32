import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { BARE_PATH, bareWork } from "./bare-work.ts";

const app = new Hono();
app.post(BARE_PATH, async (c) =>
  c.json(
    bareWork(await c.req.text(), (name) => c.req.header(name) ?? ""),
    202,
  ),
);

export const handler = handle(app);
