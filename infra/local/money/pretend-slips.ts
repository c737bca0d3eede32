import { commissionOn, type Advice, type Line } from "./pretend-advice.ts";
import type { Planted } from "./pretend-period.ts";

/** An advice as it is being written: a slip touches lines of it, and no line twice. */
export type Sheet = Omit<Advice, "lines"> & { lines: Line[]; readonly touched: Set<string> };

/** What a slip makes of the sheets, and what must be found of it; undefined where no sheet is fit for it. */
type Slip = (sheets: Sheet[], used: Set<Sheet>) => Planted | undefined;

const GROSS_MIN = 2_000;

/** Lines of payments that nothing else is the matter with. */
export function ordinary({ lines, touched }: Sheet): readonly Line[] {
  const reversed = new Set(lines.map(({ originalPaymentRef }) => originalPaymentRef));
  return lines.filter(
    ({ kind, paymentRef, gross, placementId }) =>
      kind === "PAYMENT" &&
      gross >= GROSS_MIN &&
      !placementId.startsWith("plc_7") &&
      !touched.has(paymentRef) &&
      !reversed.has(paymentRef),
  );
}

/** A sheet that no slip has used yet, where there is one. */
export function fitting(
  sheets: readonly Sheet[],
  used: Set<Sheet>,
  isFit: (sheet: Sheet) => boolean,
): Sheet | undefined {
  const found = sheets.find((one) => !used.has(one) && isFit(one)) ?? sheets.find(isFit);
  if (found !== undefined) used.add(found);
  return found;
}

const replace = (sheet: Sheet, line: Line, ...others: readonly Line[]): void => {
  sheet.touched.add(line.paymentRef);
  for (const other of others) sheet.touched.add(other.paymentRef);
  sheet.lines = sheet.lines.flatMap((one) => (one === line ? others : [one]));
};

const hasOrdinary = (sheet: Sheet): boolean => ordinary(sheet).length > 0;

/** The first line that nothing is the matter with, and its sheet. */
function line(sheets: readonly Sheet[], used: Set<Sheet>, isFit = hasOrdinary) {
  const sheet = fitting(sheets, used, isFit);
  const [first] = sheet === undefined ? [] : ordinary(sheet);
  return sheet === undefined || first === undefined ? undefined : { sheet, first };
}

/** More commission was kept than was agreed. */
export const wrongCommission: Slip = (sheets, used) => {
  const found = line(sheets, used, (one) => one.mode === "NET" && hasOrdinary(one));
  if (found === undefined) return undefined;
  const { sheet, first } = found;
  replace(sheet, first, { ...first, commission: (first.commission ?? 0) + 1_11 });
  return {
    code: "COMMISSION_DIFF",
    agencyId: sheet.agencyId,
    about: [first.paymentRef],
    leaves: [],
  };
};

const LATE_DAYS = 14;

const isOld = ({ period }: Sheet, { paidOn }: Line): boolean =>
  Date.parse(period.to) - Date.parse(paidOn) >= LATE_DAYS * 86_400_000;

/** Money lay about before it was put on the trust account. */
export const depositedLate: Slip = (sheets, used) => {
  const found = line(sheets, used, (one) => {
    const [first] = ordinary(one);
    return first !== undefined && isOld(one, first);
  });
  if (found === undefined) return undefined;
  const { sheet, first } = found;
  replace(sheet, first, { ...first, depositedOn: sheet.period.to });
  return {
    code: "TRUST_DEPOSIT_LATE",
    agencyId: sheet.agencyId,
    about: [first.paymentRef],
    leaves: [],
  };
};

/** Less is advised than was reported. */
export const lessAdvised: Slip = (sheets, used) => {
  const found = line(sheets, used);
  if (found === undefined) return undefined;
  const { sheet, first } = found;
  replace(sheet, first, { ...first, gross: first.gross - 9_99 });
  return {
    code: "AMOUNT_DIFF",
    agencyId: sheet.agencyId,
    about: [first.paymentRef],
    leaves: [],
  };
};

const GHOST_MINOR = 43_21;

/** A payment is advised that was never reported. */
export const neverReported: Slip = (sheets, used) => {
  const found = line(sheets, used);
  if (found === undefined) return undefined;
  const { sheet, first } = found;
  const paymentRef = `GHOST-${sheet.remittanceRef}`;
  const { gross: _gross, commission: _commission, ...like } = first;
  sheet.touched.add(paymentRef);
  sheet.lines.push({
    ...like,
    paymentRef,
    gross: GHOST_MINOR,
    ...(sheet.mode === "NET" && { commission: commissionOn(GHOST_MINOR) }),
    paidOn: sheet.period.to,
  });
  return {
    code: "PAY_MISSING_AT_LENDER",
    agencyId: sheet.agencyId,
    about: [paymentRef],
    leaves: [],
  };
};

/** A payment is on two advices, and paid twice. */
export const advisedTwice: Slip = (sheets, used) => {
  const found = line(sheets, used);
  if (found === undefined) return undefined;
  const { sheet, first } = found;
  sheet.touched.add(first.paymentRef);
  const name = `${sheet.remittanceRef}D`;
  sheets.push({
    ...sheet,
    remittanceRef: name,
    bankRef: name,
    lines: [first],
    touched: new Set([first.paymentRef]),
  });
  return {
    code: "DUPLICATE_REF",
    agencyId: sheet.agencyId,
    about: [first.paymentRef],
    // The agency has remitted what it did not have: a later advice takes it off.
    leaves: [{ account: `agency-clearing/${sheet.agencyId}`, amount: -first.gross }],
  };
};

/** Two payments of an account on a day are one line: nothing is wrong, and it is found out. */
export function joinLines(sheets: readonly Sheet[], used: Set<Sheet>): void {
  const sheet = fitting(sheets, used, (one) => pairIn(one) !== undefined);
  const pair = sheet && pairIn(sheet);
  if (sheet === undefined || pair === undefined) return;
  const [first, second] = pair;
  const joined = {
    ...first,
    paymentRef: `JOINT-${first.paymentRef}`,
    gross: first.gross + second.gross,
    ...(first.commission !== undefined && {
      commission: first.commission + (second.commission ?? 0),
    }),
  };
  replace(sheet, second);
  replace(sheet, first, joined);
}

function pairIn(sheet: Sheet): readonly [Line, Line] | undefined {
  const lines = ordinary(sheet);
  for (const first of lines) {
    const ofAccount = sheet.lines.filter(({ placementId }) => placementId === first.placementId);
    const second = lines.find(
      (one) => one !== first && one.placementId === first.placementId && one.paidOn === first.paidOn,
    );
    if (second !== undefined && ofAccount.length === 2) return [first, second];
  }
  return undefined;
}

/** One sum for two advices. */
export function lumpTogether(sheets: Sheet[], used: Set<Sheet>): void {
  const sheet = fitting(sheets, used, (one) => ordinary(one).length > 1);
  const [first] = sheet === undefined ? [] : ordinary(sheet);
  if (sheet === undefined || first === undefined) return;
  replace(sheet, first);
  const touched = new Set([first.paymentRef]);
  sheets.push({ ...sheet, remittanceRef: `${sheet.remittanceRef}L`, lines: [first], touched });
}
