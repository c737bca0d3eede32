import { counterparty } from "./counterparty.ts";
import type { Explanation } from "./mt940-text.ts";
import { spaced } from "./references.ts";

const TAGS =
  /\/(EREF|PREF|KREF|MARF|CSID|BENM|ORDP|NAME|IBAN|BIC|REMI|ISDT|RTRN|TRTP|ULTB|ULTD|ULTC|PURP|SVCL|TRCD|BUSP|ADDR|OCMT|CHGS|EXCH|INIT)\//u;

/** `/EREF/…/BENM//NAME/…/REMI/…` */
export function slashedExplanation(joined: string): Explanation {
  const [before = "", ...parts] = joined.split(TAGS);
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [tag = "", value = ""] = [parts[at], parts[at + 1]];
    if (!found.has(tag)) found.set(tag, value.trim());
  }
  return {
    references: [found.get("EREF"), found.get("MARF"), found.get("PREF"), found.get("KREF")],
    text: spaced([before, found.get("REMI")?.replaceAll("/", " ")]),
    counterparty: counterparty(found.get("NAME"), found.get("IBAN")),
  };
}
