/** Events of one placement together, in the order in which they came; what names no placement stands alone. */
export const lanesOf = <T extends { readonly body: unknown }>(
  events: readonly T[],
  placementOf: (body: unknown) => string | undefined,
): readonly (readonly T[])[] => [
  ...Map.groupBy(events, (event) => placementOf(event.body) ?? event).values(),
];

/** A text that an event has, whether or not the event is one. */
export function memberOf(body: unknown, name: "eventId" | "placementId"): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === "string" ? value : undefined;
}
