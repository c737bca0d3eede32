import { decimalOf } from "../account-batches/decimal.ts";
import { exponentOf } from "../kernel/money.ts";
import { sha256 } from "../platform/canonical.ts";
import type { AgencyStatementView } from "./wire.ts";

/** What people call the two. */
export type Parties = { readonly lender: string; readonly agency: string };

const style = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 1rem 0; }
dt { color: #555; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: #555; padding-bottom: .25rem; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #ccc; vertical-align: top; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.total th, tr.total td { font-weight: 600; border-top: 2px solid #1a1a1a; border-bottom: 0; }
tbody th { font-weight: 400; }
td.date { white-space: nowrap; }
td.ref { overflow-wrap: anywhere; }
p.carried { margin-top: 1.5rem; }
footer { margin-top: 2rem; color: #555; font-size: .85rem; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10pt; } tr, h2, caption { break-inside: avoid; } h2, caption { break-after: avoid; } thead { display: table-header-group; } }
`;

/** The hash by which a browser knows the page's own style, and takes no other. */
export const statementStyleHash = `sha256-${Buffer.from(sha256(style), "hex").toString("base64")}`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (sign) => entities[sign] ?? "");

type Row = readonly [says: string, amount: number];

const headOf = (
  { period: { from, to }, currency, lenderId, agencyId }: AgencyStatementView,
  { lender, agency }: Parties,
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Statement of account, ${from} to ${to}: ${escaped(agency)}</title><style>${style}</style></head>
<body><main>
<h1>Statement of account</h1>
<p>${from} to ${to}, in ${currency}</p>
<dl><dt>Lender</dt><dd>${escaped(lender)} (${lenderId})</dd><dt>Agency</dt><dd>${escaped(agency)} (${agencyId})</dd></dl>`;

/** A statement to be read and printed by people: no script, nothing from elsewhere, every text as a text. */
export function statementPage(statement: AgencyStatementView, { lender, agency }: Parties): string {
  const { currency, period, clearing, inTransit, kept, carriedForward, remittances } = statement;
  const amountOf = (amount: number): string => grouped(decimalOf(amount, exponentOf(currency)));
  const sums = (title: string, rows: readonly Row[], total: Row): string => `<h2>${title}</h2>
<table><caption>In ${currency}</caption><thead><tr><th scope="col">Movement</th><th scope="col" class="amount">Amount</th></tr></thead><tbody>
${rows.map(([says, amount]) => `<tr><th scope="row">${says}</th><td class="amount">${amountOf(amount)}</td></tr>`).join("\n")}
<tr class="total"><th scope="row">${total[0]}</th><td class="amount">${amountOf(total[1])}</td></tr>
</tbody></table>`;
  return `${headOf(statement, { lender, agency })}
${sums(
  "What the agency has of the lender’s money",
  [
    [`On ${period.from}, before anything`, clearing.opening],
    ["Collected", clearing.collected],
    ["Went back", 0 - clearing.reversed],
    ["Remitted", 0 - clearing.remitted],
  ],
  [`After ${period.to}`, clearing.closing],
)}
${sums(
  "On its way to the lender",
  [
    [`On ${period.from}, before anything`, inTransit.opening],
    ["Advised", inTransit.advised],
    ["Arrived", 0 - inTransit.arrived],
  ],
  [`After ${period.to}`, inTransit.closing],
)}
${sums(
  "Kept back by the agency",
  [
    ["Commission", kept.commission],
    ["Tax on it", kept.tax],
    ["Costs", kept.costs],
  ],
  ["In all", kept.commission + kept.tax + kept.costs],
)}
${advices(remittances, currency, amountOf)}
<p class="carried">Carried forward to the next advice: <strong>${amountOf(carriedForward)} ${currency}</strong></p>
</main>
<footer>Opening and closing amounts are balances of the lender’s books.</footer>
</body></html>
`;
}

function advices(
  remittances: AgencyStatementView["remittances"],
  currency: string,
  amountOf: (amount: number) => string,
): string {
  if (remittances.length === 0) return "<h2>Advices</h2>\n<p>None was posted in this month.</p>";
  const heads = ["Gross", "Commission", "Tax", "Costs", "Payable"];
  const rows = remittances.map(({ remittanceRef, advisedAt, totals, payable }) => {
    const cells = [totals.gross, totals.commission, totals.tax, totals.costs, payable];
    return `<tr><td class="date">${advisedAt.slice(0, 10)}</td><td class="ref">${escaped(remittanceRef)}</td>${cells
      .map((amount) => `<td class="amount">${amountOf(amount)}</td>`)
      .join("")}</tr>`;
  });
  return `<h2>Advices</h2>
<table><caption>Posted in this month, in ${currency}</caption><thead><tr><th scope="col">Date</th><th scope="col">Reference</th>${heads
    .map((head) => `<th scope="col" class="amount">${head}</th>`)
    .join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}

/** Thousands apart, by a space that does not break: `-1 234.50`. */
const grouped = (decimal: string): string =>
  decimal.replace("-", "−").replaceAll(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/gu, "\u00A0");
