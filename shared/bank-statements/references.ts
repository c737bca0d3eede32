/** What banks write where there is no reference. */
const none = /^(?:NONREF|NOT ?PROVIDED|NOREF|NONE|N\/A|[A-Z]{4}\+|[EPK]REF|MARF)$/iu;
const NONE_LENGTH_MAX = 12;
const [PLUS, LETTER_A, LETTER_F, TO_UPPER] = [0x2b, 0x41, 0x46, 0xdf];

/** Any of them ends with a sign, or one of six letters: most references need not be looked at. */
function mayBeNone(text: string): boolean {
  if (text.length > NONE_LENGTH_MAX) return false;
  const end = text.charCodeAt(text.length - 1);
  const letter = end & TO_UPPER;
  return end === PLUS || (letter >= LETTER_A && letter <= LETTER_F);
}

/** A tag without its value, such as `KREF+` or `EREF`, says that the value stands elsewhere. */
export function reference(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const trimmed = text.trim();
  return trimmed === "" || (mayBeNone(trimmed) && none.test(trimmed)) ? undefined : trimmed;
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
