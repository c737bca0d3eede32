import { UnsupportedTemplate, type Json } from "./template.ts";

/** What the intrinsic functions of one stack refer to. */
export type Scope = {
  readonly where: string;
  readonly ref: (logicalId: string) => Json | undefined;
  readonly attribute: (logicalId: string, attribute: string) => Json;
  readonly condition: (name: string) => Json;
  readonly mapping: (map: string, first: string, second: string) => Json;
  readonly importValue: (name: string) => Json;
};

/** Resolves every intrinsic function in a value; `undefined` is `AWS::NoValue`. */
export function resolve(value: Json, scope: Scope): Json | undefined {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return resolveList(value, scope);
  const call = intrinsicCall(value);
  if (call === undefined) return resolveEntries(value, scope);
  const run = intrinsics[call.name];
  if (run === undefined)
    throw new UnsupportedTemplate(scope.where, `unknown intrinsic function ${call.name}`);
  return run(call.argument, scope);
}

/** Resolves a value that must be text, as in a name, an ARN or an environment variable. */
export function resolveText(value: Json, scope: Scope): string {
  const resolved = resolve(value, scope);
  if (typeof resolved === "string") return resolved;
  if (typeof resolved === "number" || typeof resolved === "boolean") return String(resolved);
  throw new UnsupportedTemplate(scope.where, `expected text, found ${JSON.stringify(resolved)}`);
}

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(text(argument, scope)),
  Condition: (argument, scope) => holds({ Condition: argument }, scope),
  "Fn::GetAtt": getAttribute,
  "Fn::Join": join,
  "Fn::Sub": substitute,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::If": choose,
  "Fn::FindInMap": findInMap,
  "Fn::ImportValue": (argument, scope) => scope.importValue(resolveText(argument, scope)),
  "Fn::Equals": (argument, scope) => holds({ "Fn::Equals": argument }, scope),
  "Fn::And": (argument, scope) => list(argument, scope).every((each) => holds(each, scope)),
  "Fn::Or": (argument, scope) => list(argument, scope).some((each) => holds(each, scope)),
  "Fn::Not": (argument, scope) => !holds(at(argument, 0, scope), scope),
};

function intrinsicCall(value: {
  readonly [key: string]: Json;
}): { name: string; argument: Json } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  const isCall =
    name === "Ref" || name.startsWith("Fn::") || (name === "Condition" && typeof argument === "string");
  return isCall ? { name, argument } : undefined;
}

function resolveList(values: readonly Json[], scope: Scope): Json {
  return values.map((each) => resolve(each, scope)).filter((each) => each !== undefined);
}

function resolveEntries(value: { readonly [key: string]: Json }, scope: Scope): Json {
  const resolved: Record<string, Json> = {};
  for (const [key, each] of Object.entries(value)) {
    const result = resolve(each, scope);
    if (result !== undefined) resolved[key] = result;
  }
  return resolved;
}

function getAttribute(argument: Json, scope: Scope): Json {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    return scope.attribute(argument.slice(0, dot), argument.slice(dot + 1));
  }
  return scope.attribute(text(at(argument, 0, scope), scope), resolveText(at(argument, 1, scope), scope));
}

function join(argument: Json, scope: Scope): Json {
  const separator = text(at(argument, 0, scope), scope);
  const parts = resolve(at(argument, 1, scope), scope);
  return list(parts ?? null, scope)
    .map((each) => resolveText(each, scope))
    .join(separator);
}

function substitute(argument: Json, scope: Scope): Json {
  const pattern = typeof argument === "string" ? argument : text(at(argument, 0, scope), scope);
  const variables = typeof argument === "string" ? {} : record(at(argument, 1, scope), scope);
  return pattern.replaceAll(/\$\{(!?)([^}]*)\}/g, (_match, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    const given = variables[name.trim()];
    if (given !== undefined) return resolveText(given, scope);
    const call: Json = name.includes(".") ? { "Fn::GetAtt": name.trim() } : { Ref: name.trim() };
    return resolveText(call, scope);
  });
}

function select(argument: Json, scope: Scope): Json {
  const index = Number(resolveText(at(argument, 0, scope), scope));
  return at(resolve(at(argument, 1, scope), scope) ?? null, index, scope);
}

function split(argument: Json, scope: Scope): Json {
  const separator = text(at(argument, 0, scope), scope);
  return resolveText(at(argument, 1, scope), scope).split(separator);
}

function choose(argument: Json, scope: Scope): Json | undefined {
  const chosen = holds({ Condition: at(argument, 0, scope) }, scope) ? 1 : 2;
  return resolve(at(argument, chosen, scope), scope);
}

function findInMap(argument: Json, scope: Scope): Json {
  const [map, first, second] = [0, 1, 2].map((index) => resolveText(at(argument, index, scope), scope));
  return scope.mapping(map ?? "", first ?? "", second ?? "");
}

function holds(condition: Json, scope: Scope): boolean {
  const fields = record(condition, scope);
  if (fields["Condition"] !== undefined)
    return holds(scope.condition(text(fields["Condition"], scope)), scope);
  const equals = fields["Fn::Equals"];
  if (equals !== undefined) {
    return resolveText(at(equals, 0, scope), scope) === resolveText(at(equals, 1, scope), scope);
  }
  return resolve(condition, scope) === true;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function list(value: Json, scope: Scope): readonly Json[] {
  if (typeof value === "object" && value !== null && isList(value)) return value;
  throw new UnsupportedTemplate(scope.where, `expected a list, found ${JSON.stringify(value)}`);
}

function at(value: Json, index: number, scope: Scope): Json {
  const found = list(value, scope)[index];
  if (found === undefined)
    throw new UnsupportedTemplate(scope.where, `nothing at ${index} in ${JSON.stringify(value)}`);
  return found;
}

function record(value: Json, scope: Scope): { readonly [key: string]: Json } {
  if (typeof value === "object" && value !== null && !isList(value)) return value;
  throw new UnsupportedTemplate(scope.where, `expected an object, found ${JSON.stringify(value)}`);
}

function text(value: Json, scope: Scope): string {
  if (typeof value === "string") return value;
  throw new UnsupportedTemplate(scope.where, `expected text, found ${JSON.stringify(value)}`);
}
