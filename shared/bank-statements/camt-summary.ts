import type { Currency } from "../kernel/money.ts";
import { balanceOf } from "./amount.ts";
import type { CurrencyTotal, Place } from "./model.ts";
import { compare, type Claim, type Tally } from "./tally.ts";
import { child, textAt, textIn, type Element } from "./xml-tree.ts";

/** A total that cannot be read is one that nothing makes. */
const UNREADABLE = -(10n ** 30n);

/** What a statement says of its entries: how many there are, and what they add up to, by side and net. */
export function checkSummary(statement: Element, tally: Tally, place: Place): void {
  const summary = child(statement, "TxsSummry");
  if (summary === undefined) return;
  const totals = tally.totals();
  const [only] = totals;
  const entries = child(summary, "TtlNtries");
  const claims = [
    count(entries, tally.countOf("CREDIT") + tally.countOf("DEBIT") + tally.quarantinedCount()),
    count(child(summary, "TtlCdtNtries"), tally.countOf("CREDIT")),
    count(child(summary, "TtlDbtNtries"), tally.countOf("DEBIT")),
    // Sums of several currencies are of no currency.
    ...(totals.length === 1 && only ? sums(summary, only) : []),
  ];
  compare(tally, claims, place);
}

const count = (element: Element | undefined, found: number): Claim => ({
  code: "COUNT_MISMATCH",
  reason: "There are more or fewer entries than the statement says.",
  stated: wholeNumber(textIn(element, "NbOfNtries")),
  found: BigInt(found),
});

function sums(summary: Element, { currency, credits, debits }: CurrencyTotal): readonly Claim[] {
  const sum = (name: string, code: string, found: bigint): Claim => ({
    code,
    reason: "The entries do not make their total.",
    stated: amount(textAt(summary, name, "Sum"), currency),
    found,
  });
  return [
    sum("TtlNtries", "SUM_MISMATCH", credits + debits),
    sum("TtlCdtNtries", "CREDITS_MISMATCH", credits),
    sum("TtlDbtNtries", "DEBITS_MISMATCH", debits),
    net(summary, { currency, found: credits - debits }),
  ];
}

/** Version 2 has the net amount and its side beside each other; later ones have them in an element. */
function net(
  summary: Element,
  { currency, found }: { readonly currency: Currency; readonly found: bigint },
): Claim {
  const entries = child(summary, "TtlNtries");
  const own = child(entries, "TtlNetNtry");
  const text = textIn(own, "Amt") ?? textIn(entries, "TtlNetNtryAmt");
  const side = textAt(own ?? entries, "CdtDbtInd");
  const stated = amount(text, currency);
  return {
    code: "NET_MISMATCH",
    reason: "The entries do not make their net amount.",
    stated: stated === undefined || side === undefined ? undefined : side === "DBIT" ? -stated : stated,
    found,
  };
}

function amount(text: string | undefined, currency: Currency): bigint | undefined {
  if (text === undefined) return undefined;
  const read = balanceOf({ text, currency, notation: "." });
  return read.ok ? BigInt(read.value) : UNREADABLE;
}

function wholeNumber(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,15}$/u.test(text) ? BigInt(text) : UNREADABLE;
}
