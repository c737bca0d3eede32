/** A record with the records 88 that continue it. */
export type Bai2Record = {
  readonly code: string;
  /** What stands behind the code. */
  readonly fields: readonly string[];
  readonly line: number;
  readonly physicalCount: number;
  readonly raw: string;
};

/** Marks the place where one physical record goes on in the next: no line holds a line break. */
const SEAM = "\n";

export type OpenRecord = { readonly code: string; readonly parts: string[]; readonly line: number };

/** The code and the rest of a physical record, whose end a slash marks. */
export function physical(text: string): readonly [code: string, rest: string] {
  const trimmed = text.trimEnd();
  const body = trimmed.endsWith("/") ? trimmed.slice(0, -1) : trimmed;
  const comma = body.indexOf(",");
  return comma < 0 ? [body.trim(), ""] : [body.slice(0, comma).trim(), body.slice(comma + 1)];
}

export function logical({ code, parts, line }: OpenRecord): Bai2Record {
  const joined = parts.join(`,${SEAM}`);
  return {
    code,
    fields: joined.split(","),
    line,
    physicalCount: parts.length,
    raw: `${code},${parts.join("/\n88,")}`,
  };
}

/** A field on its own. */
export const fieldAt = ({ fields }: Bai2Record, index: number): string => (fields[index] ?? "").trim();

/** The text at the end of a record, commas and all. */
export const textFrom = ({ fields }: Bai2Record, index: number): string =>
  fields.slice(index).join(",").replaceAll(`,${SEAM}`, " ");

/** How many fields a funds type takes from `index` on, and the value date if it has one. */
export function fundsAt(
  record: Bai2Record,
  index: number,
): { readonly next: number; readonly date?: string } {
  switch (fieldAt(record, index)) {
    case "V":
      return { next: index + 3, date: fieldAt(record, index + 1) };
    case "S":
      return { next: index + 4 };
    case "D":
      return { next: index + 2 + 2 * distributions(fieldAt(record, index + 1)) };
    default:
      return { next: index + 1 };
  }
}

const DISTRIBUTION_COUNT = /^\d{1,3}$/u;

const distributions = (text: string): number => (DISTRIBUTION_COUNT.test(text) ? Number(text) : 0);

const SIGNED = /^[+-]?\d{1,18}$/u;

/** A signed amount for control totals. */
export const signedOf = (text: string): bigint | undefined =>
  SIGNED.test(text) ? BigInt(text.replace("+", "")) : undefined;
