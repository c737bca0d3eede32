import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { parse } from "csv-parse";
import * as z from "zod";
import { exact } from "./file-digest.ts";
import { jsonOr } from "./problem.ts";
import { Stop } from "./stop.ts";

type Files = {
  readonly file: string;
  readonly header?: string | undefined;
  readonly map?: string | undefined;
};

/** As much of a line as counting needs; the gateway looks at all of it. */
const Line = z.looseObject({
  kind: z.enum(["PAYMENT", "REVERSAL", "DIRECT_PAYMENT", "COST", "COMMISSION"]),
  recipient: z.enum(["AGENCY", "LENDER"]).optional(),
  gross: z.int().min(0).optional(),
  commission: z.int().min(0).optional(),
  tax: z.int().min(0).optional(),
});
type Line = z.infer<typeof Line>;

const Json = z.looseObject({ lines: z.array(Line) });
const Header = z.looseObject({});
const FieldMap = z.record(z.string(), z.string());

export type AdviceTotals = {
  readonly gross: number;
  readonly direct: number;
  readonly commission: number;
  readonly tax: number;
  readonly costs: number;
  readonly net: number;
  readonly lineCount: number;
};

export type CountedAdvice = Readonly<Record<string, unknown>> & { readonly totals: AdviceTotals };

type At = (done: number, total: number) => void;

/**
 * An advice out of a file: whole as JSON, or its lines as CSV with the rest in a header file. Totals that the file
 * says are sent as they are said; totals that it does not say are counted.
 * @throws Stop naming what cannot be read
 */
export async function adviceIn({ file, header, map }: Files, at: At): Promise<CountedAdvice> {
  if (/\.json$/iu.test(file)) {
    const whole = await jsonIn(file, Json);
    at(whole.lines.length, whole.lines.length);
    return { totals: totalsOf(whole.lines), ...whole };
  }
  if (header === undefined) throw new Stop("A CSV file has lines only: name the rest with --header.", 2);
  const fields = map === undefined ? {} : await jsonIn(map, FieldMap);
  const lines = await linesIn(file, fields, at);
  return { totals: totalsOf(lines), ...(await jsonIn(header, Header)), lines };
}

/** @throws Stop naming what cannot be read */
export async function jsonIn<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Stop(`${file} cannot be read.`, 2);
  });
  const parsed = schema.safeParse(jsonOr(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Stop(`${file} is not what it should be: ${issue?.path.join("/")} ${issue?.message}`, 2);
}

const amounts: ReadonlySet<string> = new Set(["gross", "commission", "tax", "planVersion"]);

const Row = z.record(z.string(), z.string());

/** Empty cells are members that the line does not have; a column that the map calls nothing is left out. */
async function linesIn(file: string, map: z.infer<typeof FieldMap>, at: At): Promise<readonly Line[]> {
  const { size } = await stat(file).catch(() => {
    throw new Stop(`${file} cannot be read.`, 2);
  });
  const source = createReadStream(file);
  const rows = source.pipe(parse({ bom: true, skip_empty_lines: true, columns: true }));
  const lines: Line[] = [];
  for await (const record of rows) {
    const cells = Object.entries(Row.parse(record)).flatMap(([name, text]) => {
      const member = map[name] ?? name;
      return member === "" || text === "" ? [] : [[member, amounts.has(member) ? Number(text) : text]];
    });
    const line = Line.safeParse(Object.fromEntries(cells));
    if (!line.success) {
      const [issue] = line.error.issues;
      throw new Stop(`Line ${lines.length + 1} of ${file}: ${issue?.path.join("/")} ${issue?.message}`, 2);
    }
    lines.push(line.data);
    at(source.bytesRead, size);
  }
  return lines;
}

/** What went back, and commission that is given back. */
const isBack = ({ kind }: Line): boolean => kind === "REVERSAL" || kind === "COMMISSION";

const grossOf = ({ gross = 0 }: Line): number => gross;

const sumOf = (lines: readonly Line[], amountOf: (line: Line) => number): number =>
  exact(
    lines.reduce((sum, line) => sum + (isBack(line) ? -BigInt(amountOf(line)) : BigInt(amountOf(line))), 0n),
  );

const isDirect = ({ kind, recipient }: Line): boolean => kind === "DIRECT_PAYMENT" || recipient === "LENDER";

/** What lines come to: reversals count against what they reverse, whatever the sign in the source. */
export function totalsOf(lines: readonly Line[]): AdviceTotals {
  const money = lines.filter(({ kind }) => kind !== "COST");
  const [gross, direct] = [money.filter((line) => !isDirect(line)), money.filter(isDirect)].map((some) =>
    sumOf(some, grossOf),
  );
  const commission = sumOf(money, (line) => line.commission ?? 0);
  const tax = sumOf(money, (line) => line.tax ?? 0);
  const costs = sumOf(
    lines.filter(({ kind }) => kind === "COST"),
    grossOf,
  );
  return {
    gross: gross ?? 0,
    direct: direct ?? 0,
    commission,
    tax,
    costs,
    net: (gross ?? 0) - commission - tax - costs,
    lineCount: lines.length,
  };
}
