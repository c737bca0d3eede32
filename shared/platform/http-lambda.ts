import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { HttpApp } from "./http-app.ts";

/** An HTTP application as a Lambda behind an HTTP API (payload format 2.0, text in and out). */
export const lambdaHandler =
  (app: HttpApp) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { body = "", isBase64Encoded, requestContext } = event;
    const reply = await app({
      method: requestContext.http.method,
      path: event.rawPath,
      query: event.rawQueryString,
      headers: event.headers,
      body: isBase64Encoded ? Buffer.from(body, "base64") : body,
      sourceIp: requestContext.http.sourceIp,
    });
    return { statusCode: reply.status, headers: reply.headers, body: reply.body, isBase64Encoded: false };
  };
