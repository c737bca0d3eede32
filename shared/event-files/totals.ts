import * as z from "zod";
import type { Reason } from "../incoming-files/model.ts";
import { PositiveMoney } from "../kernel/money.ts";
import type { EventFile, FoundTotals } from "./model.ts";

/** As much of an event as the sums take. */
const PaymentReceived = z.object({
  eventType: z.literal("payment.received"),
  data: z.object({ amount: PositiveMoney }),
});

/** Adds an event up, if it is a payment with an amount that can be read. */
export function addPayment(sums: Map<string, bigint>, body: unknown): void {
  const payment = PaymentReceived.safeParse(body);
  if (!payment.success) return;
  const { amount, currency } = payment.data.data.amount;
  sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
}

type Said = Pick<EventFile, "controlTotals" | "declaredSha256" | "bytes">;
type Facts = { readonly found: FoundTotals; readonly sha256: string; readonly bytes: number };

/** Where the file is not what was said of it. Any difference refuses the whole file. */
export function mismatches({ controlTotals, declaredSha256, bytes }: Said, facts: Facts): Reason[] {
  const reasons: Reason[] = [];
  if (bytes !== facts.bytes)
    reasons.push({
      code: "BYTES_MISMATCH",
      message: `The file has ${facts.bytes} bytes; ${bytes} were given.`,
    });
  if (declaredSha256 !== facts.sha256)
    reasons.push({
      code: "SHA256_MISMATCH",
      message: `The file's SHA-256 is ${facts.sha256}; ${declaredSha256} was given.`,
    });
  if (controlTotals.count !== facts.found.count)
    reasons.push({
      code: "COUNT_MISMATCH",
      message: `The file has ${facts.found.count} events; ${controlTotals.count} were given.`,
    });
  return [...reasons, ...paymentMismatches(controlTotals.payments, facts.found.payments)];
}

/** Nothing is compared where nothing was said. */
function paymentMismatches(
  given: EventFile["controlTotals"]["payments"],
  found: FoundTotals["payments"],
): readonly Reason[] {
  if (given === undefined) return [];
  const said = new Map<string, string>(given.map(({ currency, amount }) => [currency, String(amount)]));
  const currencies = new Set([...said.keys(), ...Object.keys(found)]);
  return [...currencies]
    .filter((currency) => (said.get(currency) ?? "0") !== (found[currency] ?? "0"))
    .map((currency) => ({
      code: "PAYMENTS_MISMATCH",
      message: `The file's payments add up to ${found[currency] ?? "0"} minor units of ${currency}; ${said.get(currency) ?? "none"} were given.`,
    }));
}
