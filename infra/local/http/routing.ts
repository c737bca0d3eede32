import type { RoutePlan } from "../plan/plan-model.ts";

export type RouteMatch = {
  readonly route: RoutePlan;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
};

export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

type Compiled = {
  readonly route: RoutePlan;
  readonly method: string;
  readonly segments: readonly string[];
};

/**
 * Chooses a route as API Gateway's HTTP APIs do: a full match first, literal before `{variable}` segment by
 * segment, greedy `{proxy+}` after those, a method before `ANY`, and `$default` last.
 */
export function routeFinder(routes: readonly RoutePlan[]): FindRoute {
  const compiled = routes.filter(({ routeKey }) => routeKey !== "$default").map(compile);
  const ordered = compiled.toSorted(bySpecificity);
  const fallback = routes.find(({ routeKey }) => routeKey === "$default");
  return (method, path) => {
    const segments = path.split("/").slice(1);
    for (const candidate of ordered) {
      if (candidate.method !== "ANY" && candidate.method !== method) continue;
      const parameters = matchSegments(candidate.segments, segments);
      if (parameters !== undefined) return { route: candidate.route, pathParameters: orNone(parameters) };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: undefined };
  };
}

function compile(route: RoutePlan): Compiled {
  const [method = "", path = ""] = route.routeKey.split(" ");
  return { route, method, segments: path.split("/").slice(1) };
}

function bySpecificity(a: Compiled, b: Compiled): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = weight(a.segments[index]) - weight(b.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
}

function weight(segment: string | undefined): number {
  if (segment === undefined) return 3;
  if (segment.endsWith("+}")) return 2;
  return segment.startsWith("{") ? 1 : 0;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index];
    if (given === undefined || given === "")
      return index === 0 && expected === given ? parameters : undefined;
    if (expected.endsWith("+}")) {
      parameters[expected.slice(1, -2)] = decode(segments.slice(index).join("/"));
      return parameters;
    }
    if (expected.startsWith("{")) parameters[expected.slice(1, -1)] = decode(given);
    else if (expected !== given) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function orNone(parameters: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(parameters).length === 0 ? undefined : parameters;
}
