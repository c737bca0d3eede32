const names = [
  "EREF",
  "KREF",
  "MREF",
  "CRED",
  "DEBT",
  "SVWZ",
  "ABWA",
  "ABWE",
  "IBAN",
  "COAM",
  "OAMT",
  "PURP",
  "MTLG",
] as const;

type Name = (typeof names)[number];

const TAG_LENGTH = 4;
const [LETTER_A, LETTER_COUNT] = [0x41, 26];

/** Four letters as one number; negative for anything else. */
function numberOf(text: string, from: number): number {
  let number = 0;
  for (let at = from; at < from + TAG_LENGTH; at += 1) {
    const letter = text.charCodeAt(at) - LETTER_A;
    if (!(letter >= 0 && letter < LETTER_COUNT)) return -1;
    number = number * LETTER_COUNT + letter;
  }
  return number;
}

const byNumber: ReadonlyMap<number, Name> = new Map(names.map((name) => [numberOf(name, 0), name]));

/** What is asked of a purpose. */
export type Tags = {
  EREF: string | undefined;
  MREF: string | undefined;
  KREF: string | undefined;
  SVWZ: string | undefined;
};

const isAsked = (name: Name | undefined): name is keyof Tags =>
  name === "EREF" || name === "MREF" || name === "KREF" || name === "SVWZ";

/** `EREF+…SVWZ+…` as SEPA's purpose is written: a value ends where the next tag begins. */
export function tagsIn(purpose: string): Readonly<Tags> {
  const found: Tags = { EREF: undefined, MREF: undefined, KREF: undefined, SVWZ: undefined };
  let open: Name | undefined;
  let from = 0;
  for (let plus = purpose.indexOf("+"); plus >= 0; plus = purpose.indexOf("+", plus + 1)) {
    const name = plus < TAG_LENGTH ? undefined : byNumber.get(numberOf(purpose, plus - TAG_LENGTH));
    if (name === undefined) continue;
    if (isAsked(open)) keep(found, open, purpose.slice(from, plus - TAG_LENGTH));
    [open, from] = [name, plus + 1];
  }
  if (isAsked(open)) keep(found, open, purpose.slice(from));
  return found;
}

/** The first of a name counts. */
function keep(found: Tags, name: keyof Tags, value: string): void {
  const all = found;
  switch (name) {
    case "EREF":
      all.EREF ??= value.trim();
      return;
    case "KREF":
      all.KREF ??= value.trim();
      return;
    case "MREF":
      all.MREF ??= value.trim();
      return;
    case "SVWZ":
      all.SVWZ ??= value.trim();
  }
}
