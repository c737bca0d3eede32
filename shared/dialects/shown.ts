const LENGTH_MAX = 64;

/** A value that was not understood, as a person reads it in a report: short, and never a whole object. */
export function shown(value: unknown): string {
  if (typeof value === "string") return value.slice(0, LENGTH_MAX).toWellFormed();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "(list)";
  return typeof value === "object" && value !== null ? "(object)" : "(nothing)";
}
