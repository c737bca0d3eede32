import { counterparty } from "./counterparty.ts";
import type { Explanation } from "./mt940-text.ts";
import { spaced } from "./references.ts";

type Numbered = { kind: string; purpose: string; name: string; account: string };

/** `166?00GUTSCHRIFT?20…`: 00 is the kind of booking, 20 to 29 and 60 to 63 the purpose, 31 to 33 the other side. */
export function numberedExplanation(joined: string, sign: string): Explanation {
  const fields: Numbered = { kind: "", purpose: "", name: "", account: "" };
  let at = joined.indexOf(sign);
  while (at >= 0) {
    const next = joined.indexOf(sign, at + 1);
    add(fields, joined.slice(at + 1, at + 3), joined.slice(at + 3, next < 0 ? undefined : next));
    at = next;
  }
  const { kind, purpose, name, account } = fields;
  const tags = tagsIn(purpose);
  return {
    references: [tags.EREF, tags.MREF, tags.KREF],
    text: spaced([kind, tags.SVWZ ?? purpose]),
    counterparty: counterparty(spaced([name]), account.trim()),
  };
}

function add(fields: Numbered, number: string, text: string): void {
  const all = fields;
  switch (number) {
    case "00":
      all.kind += text;
      return;
    case "31":
      all.account += text;
      return;
    case "32":
    case "33":
      all.name += text;
      return;
    default:
      if (number.startsWith("2") || number === "60" || number === "61" || number === "62" || number === "63")
        all.purpose += text;
  }
}

const tagNames = new Set([
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
]);

type Tags = { EREF?: string; MREF?: string; KREF?: string; SVWZ?: string };

const isAsked = (name: string): name is keyof Tags =>
  name === "EREF" || name === "MREF" || name === "KREF" || name === "SVWZ";

const TAG_LENGTH = 4;

/** `EREF+…SVWZ+…` as SEPA's purpose is written: a value ends where the next tag begins. */
function tagsIn(purpose: string): Tags {
  const found: Tags = {};
  let open = "";
  let from = 0;
  for (let plus = purpose.indexOf("+"); plus >= 0; plus = purpose.indexOf("+", plus + 1)) {
    const name = purpose.slice(Math.max(0, plus - TAG_LENGTH), plus);
    if (!tagNames.has(name)) continue;
    if (isAsked(open)) found[open] ??= purpose.slice(from, plus - TAG_LENGTH).trim();
    [open, from] = [name, plus + 1];
  }
  if (isAsked(open)) found[open] ??= purpose.slice(from).trim();
  return found;
}
