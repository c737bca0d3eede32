import { Router } from "@aws-lambda-powertools/event-handler/http";
import type { Context } from "aws-lambda";
import { BARE_PATH, bareWork } from "./bare-work.ts";

const app = new Router();
app.post(BARE_PATH, async ({ req }) => {
  const answer = bareWork(await req.text(), (name) => req.headers.get(name) ?? "");
  return Response.json(answer, { status: 202 });
});

export const handler = async (event: unknown, context: Context): Promise<unknown> =>
  app.resolve(event, context);
