import { join } from "node:path";
import * as z from "zod";
import { statementsByRole } from "./plan-policies.ts";
import type { FunctionPlan } from "./plan-model.ts";
import type { Resource } from "./resources.ts";
import { UnsupportedTemplate, type Assembly } from "./template.ts";

const asText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const lambda = z.object({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string().default("index.handler"),
  Role: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), asText).default({}) }).optional(),
  Layers: z.array(z.unknown()).max(0, "layers do not run locally").default([]),
});

type LambdaProperties = z.infer<typeof lambda>;

/** Functions of ours: helpers that CDK adds for CloudFormation's own use are left out. */
export function functionPlans(resources: readonly Resource[], assembly: Assembly): readonly FunctionPlan[] {
  const statements = statementsByRole(resources);
  return resources
    .filter(({ type }) => type === "AWS::Lambda::Function")
    .map((resource) => ({ resource, properties: resource.properties(lambda) }))
    .filter(({ properties }) => !isDeployHelper(properties))
    .map(({ resource, properties }) => ({
      name: resource.name,
      label: properties.Environment?.Variables["SERVICE_NAME"] ?? resource.name,
      arn: resource.arn ?? "",
      logicalId: resource.logicalId,
      codePath: codePath(resource, properties, assembly),
      ...handlerOf(properties.Handler),
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      environment: properties.Environment?.Variables ?? {},
      statements: statements.get(properties.Role) ?? [],
    }));
}

function isDeployHelper({ Code, Handler }: LambdaProperties): boolean {
  return Code.ZipFile !== undefined || Handler === "__entrypoint__.handler";
}

function codePath(resource: Resource, { Code }: LambdaProperties, assembly: Assembly): string {
  const stack = assembly.stacks.find(({ name }) => name === resource.stack);
  const path = Code.S3Key === undefined ? undefined : stack?.assetPaths.get(Code.S3Key);
  if (path === undefined)
    throw new UnsupportedTemplate(resource.where, `no asset for its code ${Code.S3Key ?? ""}`);
  return path;
}

function handlerOf(handler: string): { readonly module: string; readonly exportName: string } {
  const dot = handler.lastIndexOf(".");
  return { module: join(".", handler.slice(0, dot)), exportName: handler.slice(dot + 1) };
}
