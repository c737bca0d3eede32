import type { Advice, AdviceLine, BankLine, RemittanceMode } from "../../shared/reconciliation/model.ts";
import { on, plant, type Place } from "./books-place.ts";

type Remittance = { readonly place: Place; readonly lines: readonly AdviceLine[] };

/** Makes the headers and the money of two remittances in a row. */
export type UnitPlan = (remittances: readonly Remittance[]) => void;

type Paid = { readonly place: Place; readonly advice: Advice };

const signOf = ({ kind }: AdviceLine): number => (kind === "REVERSAL" ? -1 : 1);

function totalOf(lines: readonly AdviceLine[], mode: RemittanceMode): number {
  let total = 0;
  for (const line of lines) {
    if (line.recipient === "AGENCY") total += signOf(line) * Math.abs(line.amount);
    if (mode === "NET") total -= signOf(line) * Math.abs(line.commission?.amount ?? 0);
  }
  return total;
}

function advise({ place, lines }: Remittance, change: Partial<Advice> = {}): Paid {
  const { making, lenderId, agencyId, currency, remittanceId, advisedOn } = place;
  const mode = change.mode ?? place.mode;
  const advice: Advice = {
    remittanceId,
    lenderId,
    agencyId,
    currency,
    mode,
    total: totalOf(lines, mode),
    advisedOn: on(advisedOn),
    dueOn: on(advisedOn + 5),
    ...change,
  };
  making.advices.push(advice);
  return { place, advice };
}

function pay({ place, advice }: Paid, change: Partial<BankLine> = {}): BankLine | undefined {
  if (advice.total <= 0) return undefined; // carried forward
  const { making, lenderId, agencyId, currency, advisedOn } = place;
  const line: BankLine = {
    lineId: `bnk_${String(making.bankLines.length).padStart(9, "0")}`,
    lenderId,
    agencyId,
    currency,
    amount: advice.total,
    valueDate: on(advisedOn + 2),
    references: [advice.remittanceId],
    text: "REMITTANCE",
    status: "BOOKED",
    ...change,
  };
  making.bankLines.push(line);
  return line;
}

const settled = (remittance: Remittance): void => void pay(advise(remittance));

/** A plan for the first of the two. */
const ofFirst =
  (plan: (remittance: Remittance) => void): UnitPlan =>
  ([first, second]) => {
    plan(first!);
    settled(second!);
  };

const remittance = ({ advice }: Paid): string => `remittance ${advice.remittanceId}`;

const banked = (code: string, change: (paid: Paid) => Partial<BankLine>, isOfBoth: boolean): UnitPlan =>
  ofFirst((first) => {
    const paid = advise(first);
    const line = pay(paid, change(paid));
    if (line !== undefined)
      plant(first.place, code, remittance(paid), ...(isOfBoth ? [`banked ${line.lineId}`] : []));
  });

/** Both at once, which is only possible when both have something to pay. */
const together =
  (plan: (first: Paid, second: Paid) => void): UnitPlan =>
  (remittances) => {
    const [first, second] = remittances.map((one) => advise(one));
    if (first!.advice.total > 1 && second!.advice.total > 1) plan(first!, second!);
    else for (const paid of [first!, second!]) pay(paid);
  };

const unnamed = { references: [] };

export const unitPlans: readonly UnitPlan[] = [
  (remittances) => remittances.forEach(settled),
  ofFirst((first) => {
    const paid = advise(first);
    pay(paid, { references: [`REMITTANCE ${paid.advice.remittanceId.toLowerCase().replace("_", " ")}`] });
  }),
  ofFirst((first) => void pay(advise(first), unnamed)),
  together((first, second) => {
    const references = [first, second].map(({ advice }) => advice.remittanceId);
    pay(second, { amount: first.advice.total + second.advice.total, references });
  }),
  together((first, second) => {
    pay(second, { ...unnamed, amount: first.advice.total + second.advice.total });
  }),
  ofFirst((first) => {
    const paid = advise(first);
    if (paid.advice.total < 2) return void pay(paid);
    const part = Math.ceil(paid.advice.total / 3);
    pay(paid, { amount: part });
    pay(paid, { amount: paid.advice.total - part });
  }),
  ofFirst((first) => {
    const paid = advise(first);
    if (paid.advice.total < 2) return void pay(paid);
    const part = Math.ceil(paid.advice.total / 3);
    pay(paid, { ...unnamed, amount: part });
    pay(paid, { ...unnamed, amount: paid.advice.total - part });
  }),
  together((first, second) => {
    const total = first.advice.total + second.advice.total;
    const part = Math.floor((total * 9) / 20);
    pay(second, { ...unnamed, amount: part });
    pay(second, { ...unnamed, amount: total - part });
  }),
  ofFirst((first) => {
    const paid = advise(first, { mode: first.place.mode === "NET" ? "GROSS" : "NET" });
    pay(paid);
    plant(first.place, "NET_GROSS_MODE_DIFF", remittance(paid));
  }),
  ofFirst((first) => {
    const paid = advise(first, { total: totalOf(first.lines, first.place.mode) + 777 });
    pay(paid);
    plant(first.place, "REMIT_TOTAL_DIFF", remittance(paid));
  }),
  banked("REMIT_SHORT", ({ advice }) => ({ amount: Math.max(1, advice.total - 301) }), true),
  banked("REMIT_OVER", ({ advice }) => ({ amount: advice.total + 301 }), true),
  banked("REMIT_LATE", ({ place }) => ({ valueDate: on(place.advisedOn + 12) }), false),
  ofFirst((first) => {
    const paid = advise(first);
    if (paid.advice.total > 0) plant(first.place, "REMIT_LATE", remittance(paid));
  }),
  ofFirst((first) => {
    const paid = advise(first);
    pay(paid);
    const strange = pay(
      { ...paid, advice: { ...paid.advice, total: 1_000_003 + first.place.making.random(1_000_000_000) } },
      unnamed,
    )!;
    plant(first.place, "REMIT_UNMATCHED_BANK", `banked ${strange.lineId}`);
  }),
];
