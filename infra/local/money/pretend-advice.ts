import type { Booked } from "../agencies/pretend-agency-books.ts";

/** A line of an advice, as documented. */
export type Line = {
  readonly kind: Booked["kind"];
  readonly paymentRef: string;
  readonly originalPaymentRef?: string;
  readonly placementId: string;
  readonly gross: number;
  readonly commission?: number;
  readonly paidOn: string;
  /** When the agency put it on its trust account. */
  readonly depositedOn?: string;
};

/** Who remits to whom, how, and by what its money is found at the bank. */
export type Header = {
  readonly agencyId: string;
  readonly lenderId: string;
  readonly mode: "GROSS" | "NET";
  readonly remittanceRef: string;
  readonly bankRef: string;
  readonly period: { readonly from: string; readonly to: string };
};

export type Advice = Header & { readonly lines: readonly Line[] };

/** A quarter, half a minor unit to the even one. */
export function commissionOn(minor: number): number {
  const whole = Math.floor(minor / 4);
  const rest = minor - 4 * whole;
  if (rest === 2) return whole + (whole % 2);
  return rest === 3 ? whole + 1 : whole;
}

const baseOf = ({ amount, owedMinor, isFree }: Booked): number =>
  isFree() ? 0 : Math.min(amount.amount, owedMinor);

/** What an agency says of money in its books; a gross one bills its commission and says nothing of it here. */
export function lineOf(booked: Booked, books: readonly Booked[], mode: Header["mode"]): Line {
  const { kind, ref, originalRef, placementId, amount, on } = booked;
  const paid = originalRef === undefined ? booked : books.find((one) => one.ref === originalRef);
  const isCharged = mode === "NET" && kind !== "COST" && paid !== undefined;
  return {
    kind,
    paymentRef: ref,
    ...(originalRef !== undefined && { originalPaymentRef: originalRef }),
    placementId,
    gross: amount.amount,
    ...(isCharged && { commission: commissionOn(baseOf(paid)) }),
    paidOn: on,
    ...(kind === "PAYMENT" && { depositedOn: on }),
  };
}

const sum = (lines: readonly Line[], amountOf: (line: Line) => number): number =>
  lines.reduce((total, line) => total + (line.kind === "REVERSAL" ? -1 : 1) * amountOf(line), 0);

function totalsOf(lines: readonly Line[]) {
  const money = lines.filter(({ kind }) => kind !== "COST");
  const gross = sum(money, (line) => line.gross);
  const commission = sum(money, (line) => line.commission ?? 0);
  const costs = sum(
    lines.filter(({ kind }) => kind === "COST"),
    (line) => line.gross,
  );
  return { gross, commission, tax: 0, costs, net: gross - commission - costs, lineCount: lines.length };
}

/** What is to arrive, signed: what it lacks is taken off the next one. Only a net agency's lines have commission. */
export const totalOf = ({ lines }: Pick<Advice, "lines">): number => totalsOf(lines).net;

/** `POST /v1/agencies/{agencyId}/remittances` */
export const bodyOf = ({ agencyId: _agency, lines, ...header }: Advice, broughtForward: number) => ({
  ...header,
  currency: "USD",
  advisedOn: header.period.to,
  ...(broughtForward !== 0 && { broughtForward }),
  totals: totalsOf(lines),
  lines,
});
