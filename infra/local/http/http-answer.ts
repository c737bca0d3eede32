import type { ServerResponse } from "node:http";
import type { Outcome } from "../lambda/lambda-protocol.ts";

/** Writes what a function answered, in any shape that payload format 2.0 allows. */
export function writeOutcome(response: ServerResponse, outcome: Outcome): void {
  if (!outcome.ok) {
    if (outcome.error.errorType === "Sandbox.Timedout") writeMessage(response, 503, "Service Unavailable");
    else writeMessage(response, 500, "Internal Server Error");
    return;
  }
  const answer = parseAnswer(outcome.payload);
  if (answer === undefined) {
    writeMessage(response, 500, "Internal Server Error");
    return;
  }
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader("set-cookie", answer.cookies);
  response.statusCode = answer.statusCode;
  response.end(answer.body);
}

export function writeMessage(response: ServerResponse, statusCode: number, message: string): void {
  writeJson(response, statusCode, { message });
}

export function writeJson(response: ServerResponse, statusCode: number, value: unknown): void {
  response.statusCode = statusCode;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Buffer;
};

/** `undefined`: no valid answer, for which API Gateway says 500. */
function parseAnswer(payload: string): Answer | undefined {
  const value: unknown = JSON.parse(payload);
  if (value === null) return undefined;
  if (isRecord(value) && value["statusCode"] !== undefined) return fullAnswer(value);
  // Format 2.0: anything without a status is the body itself.
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    cookies: [],
    body: asText(value),
  };
}

function fullAnswer(value: Readonly<Record<string, unknown>>): Answer | undefined {
  const statusCode = Number(value["statusCode"]);
  const body = value["body"] ?? "";
  const isValid = Number.isInteger(statusCode) && statusCode >= 100 && statusCode <= 599;
  if (!isValid || typeof body !== "string") return undefined;
  return {
    statusCode,
    headers: { "content-type": "text/plain; charset=utf-8", ...textEntries(value["headers"]) },
    cookies: Array.isArray(value["cookies"]) ? value["cookies"].map(String) : [],
    body: value["isBase64Encoded"] === true ? Buffer.from(body, "base64") : body,
  };
}

function textEntries(headers: unknown): Readonly<Record<string, string>> {
  if (!isRecord(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), asText(value)]),
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
