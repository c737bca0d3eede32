import { memberOf } from "../callbacks/lanes.ts";
import type { Dialect } from "./model.ts";
import { valueAt } from "./pointers.ts";

/**
 * The placement that an agency's event names, where the agency's words have it: what is about one placement is taken
 * in its order. An event that names none in these words is kept for a person, and needs no place among others.
 */
export function placementOf(dialect: Dialect | undefined): (body: unknown) => string | undefined {
  if (dialect === undefined || dialect.fields.length === 0) return (body) => memberOf(body, "placementId");
  const places = dialect.fields.filter(({ to }) => to === "/placementId").map(({ from }) => from);
  return (body) => places.map((from) => valueAt(body, from)).find((value) => typeof value === "string");
}
