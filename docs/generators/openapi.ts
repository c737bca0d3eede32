import packageJson from "../../package.json" with { type: "json" };
import { problems } from "../../shared/kernel/problems.ts";
import { introduction } from "./introduction.ts";
import { keysOf } from "./keys-of.ts";
import { audiences, audienceWords, type Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { parameters } from "./parameters.ts";
import { problemExample } from "./problem-examples.ts";
import { headers, responsesOf, throttled } from "./responses.ts";
import { refTo, schemas } from "./schemas.ts";
import { security, securitySchemes } from "./security.ts";
import { webhooks } from "./webhooks.ts";

/** Paths of routes are hono's; those of the document are OpenAPI's. */
export const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/gu, "{$1}");

/** The whole OpenAPI 3.1 document. */
export const openApiDocument = () => ({
  openapi: "3.1.0",
  info: { title: "Debt agency gateway", version: packageJson.version, description: introduction },
  servers: [{ url: "/", description: "The gateway that serves this document." }],
  tags: audiences.map((name) => ({ name, description: audienceWords[name] })),
  paths: paths(),
  webhooks: webhooks(),
  components: {
    securitySchemes,
    parameters,
    headers,
    responses: { Throttled: throttled },
    examples: Object.fromEntries(givenCodes.map((code) => [`problem-${code}`, problemExample(code)])),
    schemas: schemas(),
  },
});

export type OpenApiDocument = ReturnType<typeof openApiDocument>;

const givenCodes = keysOf(problems).filter((code) =>
  operations.some(({ refusals }) => refusals.includes(code)),
);

function paths(): Record<string, Record<string, unknown>> {
  const byPath: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = openApiPath(operation.path);
    byPath[path] = { ...byPath[path], [operation.method.toLowerCase()]: described(operation) };
  }
  return byPath;
}

const described = (operation: Operation) => ({
  operationId: operation.id,
  summary: operation.summary,
  description: operation.says,
  tags: operation.for,
  security: security[operation.proves],
  ...(operation.parameters && {
    parameters: operation.parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  }),
  ...(operation.request && { requestBody: bodyOf(operation.request) }),
  responses: responsesOf(operation),
});

const bodyOf = ({ schema, examples, bytesMax }: NonNullable<Operation["request"]>) => ({
  required: true,
  description: `At most ${bytesMax} bytes.`,
  content: { "application/json": { schema: refTo(schema), examples } },
});
