/** Digits that a number holds exactly, whatever they are. */
const DIGIT_COUNT_MAX = 15;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/u;

/**
 * A decimal amount in minor units, exactly: `12.5` with two decimals is 1250, with none it is not an amount. No
 * floating point, no thousands separators, no rounding. @returns undefined where it is none
 */
export function minorOf(text: string, exponent: number): number | undefined {
  const [, sign = "", whole = "", fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === "" || fraction.length > exponent) return undefined;
  const digits = whole + fraction.padEnd(exponent, "0");
  if (digits.replace(/^0+/u, "").length > DIGIT_COUNT_MAX) return undefined;
  const amount = Number(digits);
  return sign === "-" && amount !== 0 ? -amount : amount;
}

/** The other way: `1250` with two decimals is `12.50`. */
export function decimalOf(minor: number, exponent: number): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const cut = digits.length - exponent;
  const sign = minor < 0 ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}
