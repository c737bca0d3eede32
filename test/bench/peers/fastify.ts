import awsLambdaFastify from "@fastify/aws-lambda";
import { fastify } from "fastify";
import { BARE_PATH, bareWork } from "./bare-work.ts";

const app = fastify();
app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
  done(null, body),
);
app.post(BARE_PATH, (request, reply) =>
  reply.code(202).send(bareWork(String(request.body), (name) => String(request.headers[name]))),
);

export const handler = awsLambdaFastify(app);

await app.ready(); // as its documentation asks, so that no request pays for it
