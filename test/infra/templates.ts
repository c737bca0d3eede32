import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { gateway } from "../../infra/gateway.ts";

export type Json = any; // oxlint-disable-line typescript/no-explicit-any -- templates are read freely here
export type Resource = {
  readonly logicalId: string;
  readonly Type: string;
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

const outdir = mkdtempSync(join(tmpdir(), "gateway-template-"));

/** The application with a stub instead of bundles: templates do not depend on what the code does. */
export const synthesised = gateway(() => Code.fromInline("export {};"), { outdir });

export const data = Template.fromStack(synthesised.data);
export const service = Template.fromStack(synthesised.service);

export function resources(template: Template, type: string): readonly Resource[] {
  return Object.entries(template.toJSON()["Resources"] as Record<string, Json>)
    .map(([logicalId, resource]) => ({ logicalId, ...resource }))
    .filter((resource) => resource.Type === type);
}

export const only = (template: Template, type: string): Resource => {
  const [first, ...others] = resources(template, type);
  if (first === undefined || others.length > 0)
    throw new Error(`${others.length + (first ? 1 : 0)} of ${type}`);
  return first;
};

export const nameOf = (fn: Resource): string => fn.Properties.Environment.Variables.SERVICE_NAME;

export const functionResources = resources(service, "AWS::Lambda::Function");

export const functionNamed = (name: string): Resource => {
  const found = functionResources.find((fn) => nameOf(fn) === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
};

export const functionById = (logicalId: string): Resource => {
  const found = functionResources.find((fn) => fn.logicalId === logicalId);
  if (found === undefined) throw new Error(`no function ${logicalId}`);
  return found;
};

/** `TableCD117FA1` → `Table`: CDK ends a logical id with eight hexadecimal digits of its path. */
const plain = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/u, "");

/** A resource reference as a person would say it: `Table.Arn`, `Table.Arn/index/byList`, `DeliveriesQueue.Arn`. */
export function spoken(value: Json): string {
  if (typeof value === "string") return value;
  if (value.Ref) return plain(value.Ref);
  if (value["Fn::GetAtt"]) return `${plain(value["Fn::GetAtt"][0])}.${value["Fn::GetAtt"][1]}`;
  if (value["Fn::Join"]) return value["Fn::Join"][1].map(spoken).join(value["Fn::Join"][0]);
  if (value["Fn::ImportValue"]) {
    const outputs: Json[] = Object.values(data.toJSON()["Outputs"]);
    return spoken(outputs.find((output) => output.Export?.Name === value["Fn::ImportValue"])?.Value);
  }
  throw new Error(`cannot say ${JSON.stringify(value)}`);
}

export const listed = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? value : [value as T];

/** Every allow of a function: what it may call, by what it may call it on. */
export function allowsOf(fn: Resource): Readonly<Record<string, readonly string[]>> {
  const role = fn.Properties.Role["Fn::GetAtt"][0];
  const allows: Record<string, string[]> = {};
  const policies = resources(service, "AWS::IAM::Policy").filter(({ Properties }) =>
    Properties.Roles.some((each: Json) => each.Ref === role),
  );
  for (const statement of policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)) {
    for (const resource of listed(statement.Resource)) {
      (allows[spoken(resource)] ??= []).push(...(listed(statement.Action) as string[]));
    }
  }
  for (const actions of Object.values(allows)) actions.sort();
  return allows;
}
