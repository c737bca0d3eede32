import type * as z from "zod";
import { resolve, resolveText, type Scope } from "./intrinsics.ts";
import { identify, nameProperty } from "./resource-names.ts";
import {
  UnsupportedTemplate,
  type Assembly,
  type Json,
  type LocalAccount,
  type StackAssembly,
  type TemplateResource,
} from "./template.ts";

/** A resource of any stack, addressable and with its intrinsics resolvable. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Stack and logical id, for messages. */
  readonly where: string;
  readonly name: string;
  readonly ref: string;
  readonly arn: string | undefined;
  /** The resolved properties, checked against a schema; an unknown property is refused with its name. */
  readonly properties: <T>(schema: z.ZodType<T>) => T;
};

/** Every resource of every stack whose condition holds. */
export function resourcesOf(assembly: Assembly, account: LocalAccount): readonly Resource[] {
  const exports = new Map<string, () => Json>();
  const scopes = assembly.stacks.map((stack) => ({ stack, scope: stackScope(stack, account, exports) }));
  for (const { stack, scope } of scopes) addExports(stack, scope, exports);
  return scopes.flatMap(({ stack, scope }) =>
    Object.entries(stack.template.Resources)
      .filter(
        ([, resource]) =>
          resource.Condition === undefined || resolve({ Condition: resource.Condition }, scope) === true,
      )
      .map(([logicalId, resource]) => toResource({ stack, scope, account, logicalId, resource })),
  );
}

type ResourceInput = {
  readonly stack: StackAssembly;
  readonly scope: Scope;
  readonly account: LocalAccount;
  readonly logicalId: string;
  readonly resource: TemplateResource;
};

function toResource({ stack, scope, account, logicalId, resource }: ResourceInput): Resource {
  const where = `${stack.name}/${logicalId}`;
  const local = { ...scope, where };
  const identity = identityOf(stack, logicalId, { account, scope: local });
  return {
    stack: stack.name,
    logicalId,
    type: resource.Type,
    where,
    name: identity.name,
    ref: identity.ref,
    arn: identity.attributes["Arn"],
    properties: (schema) => checked(schema, resolve(resource.Properties, local), where),
  };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new UnsupportedTemplate(where, `not understood by the local cloud: ${issues.join("; ")}`);
}

function stackScope(
  stack: StackAssembly,
  account: LocalAccount,
  exports: ReadonlyMap<string, () => Json>,
): Scope {
  const where = stack.name;
  const scope: Scope = {
    where,
    ref: (name) => pseudoParameter(name, stack, account) ?? parameterOrResource(name),
    attribute: (logicalId, attribute) => {
      const found = identityOf(stack, logicalId, { account, scope }).attributes[attribute];
      if (found === undefined)
        throw new UnsupportedTemplate(`${where}/${logicalId}`, `unknown attribute ${attribute}`);
      return found;
    },
    condition: (name) => found(stack.template.Conditions[name], where, `condition ${name}`),
    mapping: (map, first, second) =>
      found(stack.template.Mappings[map]?.[first]?.[second], where, `mapping ${map}.${first}.${second}`),
    importValue: (name) => found(exports.get(name), where, `export ${name}`)(),
  };
  const parameterOrResource = (name: string): Json | undefined => {
    if (name === "AWS::NoValue") return undefined;
    const parameter = stack.template.Parameters[name];
    const given = account.parameters[name] ?? parameter?.Default;
    if (parameter !== undefined) return found(given, where, `value of parameter ${name}`);
    return identityOf(stack, name, { account, scope }).ref;
  };
  return scope;
}

function identityOf(
  stack: StackAssembly,
  logicalId: string,
  { account, scope }: { readonly account: LocalAccount; readonly scope: Scope },
): ReturnType<typeof identify> {
  const resource = found(stack.template.Resources[logicalId], stack.name, `resource ${logicalId}`);
  const property = nameProperty[resource.Type];
  const given = property === undefined ? undefined : resource.Properties[property];
  const givenName = given === undefined ? undefined : resolveText(given, scope);
  const isFifo = resource.Properties["FifoQueue"] === true;
  const named = identify({ stack: stack.name, logicalId, type: resource.Type, givenName }, account);
  if (!isFifo || named.name.endsWith(".fifo")) return named;
  return identify(
    { stack: stack.name, logicalId, type: resource.Type, givenName: `${named.name}.fifo` },
    account,
  );
}

function pseudoParameter(name: string, stack: StackAssembly, account: LocalAccount): string | undefined {
  switch (name) {
    case "AWS::AccountId":
      return account.accountId;
    case "AWS::Region":
      return account.region;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return stack.name;
    case "AWS::StackId":
      return `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${stack.name}/local`;
    default:
      return undefined;
  }
}

function addExports(stack: StackAssembly, scope: Scope, exports: Map<string, () => Json>): void {
  for (const output of Object.values(stack.template.Outputs)) {
    if (output.Export === undefined) continue;
    exports.set(resolveText(output.Export.Name, scope), () => resolveText(output.Value, scope));
  }
}

function found<T>(value: T | undefined, where: string, what: string): T {
  if (value === undefined) throw new UnsupportedTemplate(where, `no ${what}`);
  return value;
}
