/** What banks write where there is no reference. */
const none = /^(?:NONREF|NOT ?PROVIDED|NOREF|NONE|N\/A|[A-Z]{4}\+|[EPK]REF|MARF)$/iu;
const NONE_LENGTH_MAX = 12;

/** A tag without its value, such as `KREF+` or `EREF`, says that the value stands elsewhere. */
export function reference(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const trimmed = text.trim();
  if (trimmed === "" || (trimmed.length <= NONE_LENGTH_MAX && none.test(trimmed))) return undefined;
  return trimmed;
}

/** Adds it, unless it is none or there already. */
export function addReference(found: string[], text: string | undefined): void {
  const known = reference(text);
  if (known !== undefined && !found.includes(known)) found.push(known);
}

/** Each once, in this order. */
export function referencesOf(texts: readonly (string | undefined)[]): readonly string[] {
  const found: string[] = [];
  for (const text of texts) addReference(found, text);
  return found;
}

/** Anything but single spaces between words. */
const UNTIDY = /[^\S ]| {2}|^ | $/u;

/** Pieces of text as one, with single spaces. */
export function spaced(texts: readonly (string | undefined)[]): string {
  let joined = "";
  for (const text of texts)
    if (text !== undefined && text !== "") joined = joined === "" ? text : `${joined} ${text}`;
  return UNTIDY.test(joined) ? joined.replaceAll(/\s+/gu, " ").trim() : joined;
}
