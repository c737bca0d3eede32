import express from "express";
import serverless from "serverless-http";
import { BARE_PATH, bareWork } from "./bare-work.ts";

const app = express();
app.post(BARE_PATH, express.text({ type: "application/json" }), (request, response) => {
  response.status(202).json(bareWork(String(request.body), (name) => request.get(name) ?? ""));
});

export const handler = serverless(app);
