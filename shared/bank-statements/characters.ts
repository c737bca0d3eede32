const [DIGIT_0, DIGIT_9, LETTER_A, LETTER_Z] = [0x30, 0x39, 0x41, 0x5a];

/** Of `charCodeAt`, which is no number behind the end. */
export const isDigit = (code: number): boolean => code >= DIGIT_0 && code <= DIGIT_9;

export const isCapital = (code: number): boolean => code >= LETTER_A && code <= LETTER_Z;

/** Whether there are nothing but digits from one place to the other. */
export function areDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}
