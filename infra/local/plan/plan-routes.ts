import * as z from "zod";
import type { RoutePlan } from "./plan-model.ts";
import type { Resource } from "./resources.ts";
import { UnsupportedTemplate } from "./template.ts";

const ignored = z.unknown().optional();

const route = z.strictObject({
  ApiId: ignored,
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal("NONE", "authorisers do not run locally").default("NONE"),
  OperationName: ignored,
  ApiKeyRequired: ignored,
});

const integration = z.strictObject({
  ApiId: ignored,
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.coerce.number().default(30_000),
  IntegrationMethod: ignored,
  CredentialsArn: ignored,
  Description: ignored,
});

const api = z.looseObject({
  ProtocolType: z.literal("HTTP"),
  CorsConfiguration: z.never("CORS at the gateway is not done locally").optional(),
});

/** HTTP API routes, each with the function its integration invokes. */
export function routePlans(resources: readonly Resource[]): readonly RoutePlan[] {
  for (const each of resources.filter(({ type }) => type === "AWS::ApiGatewayV2::Api")) each.properties(api);
  const integrations = new Map(
    resources
      .filter(({ type }) => type === "AWS::ApiGatewayV2::Integration")
      .map((resource) => [`integrations/${resource.ref}`, resource.properties(integration)]),
  );
  return resources
    .filter(({ type }) => type === "AWS::ApiGatewayV2::Route")
    .map((resource) => {
      const { RouteKey, Target } = resource.properties(route);
      const target = integrations.get(Target);
      if (target === undefined) throw new UnsupportedTemplate(resource.where, `no integration ${Target}`);
      return {
        routeKey: RouteKey,
        functionArn: invokedFunction(target.IntegrationUri),
        timeoutMs: Math.min(target.TimeoutInMillis, 30_000),
      };
    });
}

function invokedFunction(uri: string): string {
  return /\/functions\/(?<arn>arn:[^/]+)\/invocations$/.exec(uri)?.groups?.["arn"] ?? uri;
}
