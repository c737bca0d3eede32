import * as z from "zod";
import { applied } from "../dialects/map-fields.ts";
import { pointerOf } from "../dialects/pointers.ts";
import {
  remittanceRowMembers,
  RowKind,
  type RemittanceFileWords,
} from "../dialects/remittance-file-words.ts";
import type { Currency } from "../kernel/money.ts";
import type { Fault } from "../kernel/problems.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { AdviceLineBody, AdviceTotals } from "../remittances/wire.ts";

/** How rows are read: in whose words, in the advice's currency, by which header. */
export type Reading = {
  readonly words: RemittanceFileWords;
  readonly currency: Currency;
  readonly header: readonly string[];
};

/** A row is a line of the advice, or the totals of all lines. */
export type ReadRow =
  | { readonly kind: "line"; readonly line: AdviceLineBody }
  | { readonly kind: "trailer"; readonly totals: AdviceTotals };

type Members = Readonly<Record<string, unknown>>;

const Row = z.record(z.string(), z.unknown());
const Money = z.object({ amount: z.int(), currency: z.string() });

/** A trailer says as much as it likes, but how many lines there are and what they come to. */
const Trailer = AdviceTotals.extend({
  commission: AdviceTotals.shape.commission.default(0),
  tax: AdviceTotals.shape.tax.default(0),
  costs: AdviceTotals.shape.costs.default(0),
}).strip();

const { texts, amounts, counts } = remittanceRowMembers;

const charged = ["gross", "commission", "tax"] as const;
const ofLines: readonly string[] = [...texts, ...charged, "planVersion"];
const ofTrailers: readonly string[] = [...amounts, ...counts.filter((name) => name !== "planVersion")];

/**
 * Reads rows in the agency's words as what they are to us, or says what is wrong with one. What a row is tells which
 * of its columns are looked at: one column may be a line's amount and the trailer's total. Pure; it guesses nothing.
 */
export function rowReader({ words, currency, header }: Reading) {
  const kinds = rulesFor(words, ["kind"]);
  const [lines, trailers] = [rulesFor(words, ofLines), rulesFor(words, ofTrailers)];
  return (cells: readonly string[]): Result<ReadRow, readonly Fault[]> => {
    const theirs = Object.fromEntries(header.map((name, index) => [name, (cells[index] ?? "").trim()]));
    const told = Row.parse(applied(kinds, theirs).body)["kind"];
    const kind = typeof told === "string" ? ownOf(words.codes.kind, told) : undefined;
    if (kind !== undefined && !RowKind.safeParse(kind).success) return fail([unknownKind(kind)]);
    const { body, unknown } = applied(kind === "TRAILER" ? trailers : lines, theirs);
    if (unknown !== undefined)
      return fail([
        { pointer: unknown.pointer, code: "unreadable", detail: `${unknown.value} cannot be read` },
      ]);
    const row = inMinorUnits({ ...Row.parse(body), ...(kind !== undefined && { kind }) }, currency);
    return kind === "TRAILER" ? trailerIn(row) : lineIn(words, row);
  };
}

function rulesFor({ fields, constants }: RemittanceFileWords, names: readonly string[]) {
  const isOf = ({ to }: { readonly to: string }): boolean => names.includes(to.slice(1));
  return { fields: fields.filter(isOf), constants: constants.filter(isOf) };
}

/** The agency's own meaning of a code comes first; a canonical code stands for itself. */
const ownOf = (codes: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(codes, code) ? codes[code] : undefined) ?? code;

const SHOWN_LENGTH_MAX = 64;

const unknownKind = (kind: string): Fault => ({
  pointer: "/kind",
  code: "unknown-code",
  detail: `${kind.slice(0, SHOWN_LENGTH_MAX).toWellFormed()} is no kind of line`,
});

/** Amounts that were read with their currency are numbers; a currency that is not the advice's stands beside them. */
function inMinorUnits(row: Members, currency: Currency): Members {
  let strange: string | undefined;
  const numbers = amounts.flatMap((name) => {
    const money = Money.safeParse(row[name]);
    if (!money.success) return [];
    if (money.data.currency !== currency) strange = money.data.currency;
    return [[name, money.data.amount] as const];
  });
  return { ...row, ...Object.fromEntries(numbers), ...(strange !== undefined && { currency: strange }) };
}

function lineIn(words: RemittanceFileWords, row: Members): Result<ReadRow, readonly Fault[]> {
  const { recipient } = row;
  const line = unsigned(words, {
    ...row,
    ...(typeof recipient === "string" && { recipient: ownOf(words.codes.recipient, recipient) }),
  });
  if (!line.ok) return line;
  const parsed = AdviceLineBody.safeParse(line.value);
  return parsed.success ? ok({ kind: "line", line: parsed.data }) : fail(faultsOf(parsed.error));
}

/** Where a minus tells what went back, amounts lose it, and the kind says it: both must tell the same. */
function unsigned({ reversals }: RemittanceFileWords, row: Members): Result<Members, readonly Fault[]> {
  if (reversals === "BY_KIND") return ok(row);
  const isMinus = typeof row["gross"] === "number" && row["gross"] < 0;
  const kind = row["kind"] ?? (isMinus ? "REVERSAL" : "PAYMENT");
  if ((kind === "REVERSAL") !== isMinus) {
    const detail = isMinus ? "only what went back has a minus" : "what went back has a minus";
    return fail([{ pointer: "/gross", code: "sign", detail }]);
  }
  const numbers = charged.flatMap((name) => {
    const amount = row[name];
    return typeof amount === "number" ? [[name, isMinus ? 0 - amount : amount] as const] : [];
  });
  return ok({ ...row, kind, ...Object.fromEntries(numbers) });
}

function trailerIn(row: Members): Result<ReadRow, readonly Fault[]> {
  const parsed = Trailer.safeParse(row);
  return parsed.success ? ok({ kind: "trailer", totals: parsed.data }) : fail(faultsOf(parsed.error));
}

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

const faultsOf = ({ issues }: z.ZodError): readonly Fault[] =>
  issues.slice(0, FAULT_COUNT_MAX).map(({ path, code, message }) => ({
    pointer: pointerOf(path),
    code: code.replaceAll("_", "-"),
    detail: message,
  }));
