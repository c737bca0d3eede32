import * as z from "zod";
import type { IamStatement } from "./plan-model.ts";
import type { Resource } from "./resources.ts";
import { UnsupportedTemplate } from "./template.ts";

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statement = z.strictObject({
  Sid: z.string().exactOptional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMany,
  Resource: oneOrMany,
  Condition: z.record(z.string(), z.unknown()).exactOptional(),
});

const document = z.object({ Statement: z.array(statement) });

const role = z.object({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument: document })).default([]),
});

const attached = z.object({ PolicyDocument: document, Roles: z.array(z.string()).default([]) });
const rolePolicy = z.object({ PolicyDocument: document, RoleName: z.string() });

/** What the managed policies that CDK gives a Lambda allow; another one must be written out here. */
const managed: Readonly<Record<string, readonly IamStatement[]>> = {
  "service-role/AWSLambdaBasicExecutionRole": [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: ["*"],
    },
  ],
  AWSXRayDaemonWriteAccess: [
    { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: ["*"] },
  ],
};

/** Every statement a role has, inline and attached, by the role's ARN. */
export function statementsByRole(
  resources: readonly Resource[],
): ReadonlyMap<string, readonly IamStatement[]> {
  const attachments = attachedStatements(resources);
  const roles = resources.filter(({ type }) => type === "AWS::IAM::Role");
  return new Map(
    roles.map((resource) => {
      const properties = resource.properties(role);
      return [
        resource.arn ?? "",
        [
          ...properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
          ...(attachments.get(resource.name) ?? []),
          ...properties.ManagedPolicyArns.flatMap((arn) => managedStatements(arn, resource, resources)),
        ],
      ];
    }),
  );
}

function attachedStatements(resources: readonly Resource[]): ReadonlyMap<string, readonly IamStatement[]> {
  const found = new Map<string, IamStatement[]>();
  const add = (roleName: string, statements: readonly IamStatement[]): void => {
    found.set(roleName, [...(found.get(roleName) ?? []), ...statements]);
  };
  for (const resource of resources) {
    if (resource.type === "AWS::IAM::Policy" || resource.type === "AWS::IAM::ManagedPolicy") {
      const { Roles, PolicyDocument } = resource.properties(attached);
      for (const roleName of Roles) add(roleName, PolicyDocument.Statement);
    }
    if (resource.type === "AWS::IAM::RolePolicy") {
      const { RoleName, PolicyDocument } = resource.properties(rolePolicy);
      add(RoleName, PolicyDocument.Statement);
    }
  }
  return found;
}

function managedStatements(
  arn: string,
  owner: Resource,
  resources: readonly Resource[],
): readonly IamStatement[] {
  const ours = resources.find((each) => each.type === "AWS::IAM::ManagedPolicy" && each.ref === arn);
  if (ours !== undefined) return ours.properties(attached).PolicyDocument.Statement;
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, "");
  const known = managed[name];
  if (known === undefined)
    throw new UnsupportedTemplate(owner.where, `managed policy ${arn} is not known to the local cloud`);
  return known;
}
