import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { writeJson, writeMessage, writeOutcome } from "./http-answer.ts";
import { httpEvent } from "./http-event.ts";
import type { Outcome } from "../lambda/lambda-protocol.ts";
import type { RoutePlan } from "../plan/plan-model.ts";
import { routeFinder, type FindRoute, type RouteMatch } from "./routing.ts";

type LocalRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
};

/** Answers a request under `/_local/`: what it returns is the JSON body, what it throws is a 400 with its message. */
export type LocalRoute = (request: LocalRequest) => unknown;

export type ApiGatewaySettings = {
  readonly port: number;
  readonly routes: readonly RoutePlan[];
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  readonly now: () => Date;
  readonly localRoute: (path: string) => LocalRoute | undefined;
};

export type ApiGateway = { readonly port: number; readonly close: () => Promise<void> };

const bodyBytesMax = 10 * 1024 * 1024;

/** Another process listens where we should. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";

  constructor(port: number) {
    super(`port ${port} is taken; set PORT`);
  }
}

/** The HTTP API of the template, on node's own server: this is the hot path, with no framework between. */
export async function startApiGateway(settings: ApiGatewaySettings): Promise<ApiGateway> {
  const find = routeFinder(settings.routes);
  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
    receive(incoming, response, (body) => dispatch({ incoming, response, body, find, settings }));
  });
  await listen(server, settings.port);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : settings.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortTaken(port) : error);
    });
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

function receive(incoming: IncomingMessage, response: ServerResponse, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  });
  incoming.on("end", () => {
    if (bytes > bodyBytesMax) writeMessage(response, 413, "Request Entity Too Large");
    else done(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks));
  });
}

type Received = {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly find: FindRoute;
  readonly settings: ApiGatewaySettings;
};

function dispatch({ incoming, response, body, find, settings }: Received): void {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  if (path.startsWith("/_local/")) {
    const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
    const request = { method: incoming.method ?? "GET", path, query, body: body.toString("utf8") };
    void answerLocally(response, settings.localRoute(path), request);
    return;
  }
  const match = find(incoming.method ?? "GET", path);
  if (match === undefined) {
    writeMessage(response, 404, "Not Found");
    return;
  }
  const query = mark < 0 ? "" : url.slice(mark + 1);
  const event = httpEvent({ incoming, body, match, path, query, now: settings.now() });
  void forward({ response, match, payload: JSON.stringify(event), invoke: settings.invoke });
}

type Forwarded = {
  readonly response: ServerResponse;
  readonly match: RouteMatch;
  readonly payload: string;
  readonly invoke: ApiGatewaySettings["invoke"];
};

/** Waits for the function no longer than the integration's timeout; what it does after that, nobody hears. */
async function forward({ response, match, payload, invoke }: Forwarded): Promise<void> {
  const { functionArn, timeoutMs } = match.route;
  const timer = setTimeout(writeMessage, timeoutMs, response, 503, "Service Unavailable");
  try {
    const outcome = await invoke(functionArn, payload);
    if (!response.writableEnded) writeOutcome(response, outcome);
  } catch {
    if (!response.writableEnded) writeMessage(response, 500, "Internal Server Error");
  } finally {
    clearTimeout(timer);
  }
}

async function answerLocally(
  response: ServerResponse,
  route: LocalRoute | undefined,
  request: LocalRequest,
): Promise<void> {
  if (route === undefined) {
    writeMessage(response, 404, "Not Found");
    return;
  }
  try {
    writeJson(response, 200, (await route(request)) ?? {});
  } catch (error) {
    writeMessage(response, 400, error instanceof Error ? error.message : String(error));
  }
}
