import * as z from "zod";
import { Instant } from "../kernel/time.ts";

/** A step of a break's history, as far as an export tells of it. */
export const BreakStepFact = z.object({
  type: z.string(),
  postedAt: Instant,
  actor: z.object({ id: z.string() }),
  data: z.looseObject({
    code: z.string(),
    agencyId: z.string().exactOptional(),
    severity: z.string().exactOptional(),
    owner: z.string().exactOptional(),
    method: z.string().exactOptional(),
    amount: z.object({ amount: z.int(), currency: z.string() }).exactOptional(),
  }),
});
export type BreakStepFact = z.infer<typeof BreakStepFact>;

/** The columns of breaks: a row for each. Amounts are minor units, what is missing above zero. */
export const breakColumns = [
  "break",
  "code",
  "severity",
  "owner",
  "agency",
  "state",
  "amount",
  "currency",
  "openedOn",
  "resolvedOn",
  "method",
  "resolvedBy",
  "reopened",
] as const;

export type BreakRow = Readonly<Record<(typeof breakColumns)[number], string | number>>;

const dayOf = (at: Instant): string => at.slice(0, 10);

/**
 * A break as its history had it at the end of a day, which never changes; undefined where it was opened later, or
 * was resolved before the first day and not opened again since.
 */
export function breakRow(
  breakId: string,
  history: readonly BreakStepFact[],
  { from, to }: { readonly from: string; readonly to: string },
): BreakRow | undefined {
  const steps = history.filter(({ postedAt }) => dayOf(postedAt) <= to);
  const [opened] = steps;
  if (opened === undefined) return undefined;
  const ended = steps.findLast(({ type }) => type === "break.resolved" || type === "break.reopened");
  const resolved = ended?.type === "break.resolved" ? ended : undefined;
  if (resolved !== undefined && dayOf(resolved.postedAt) < from) return undefined;
  return {
    break: breakId,
    ...openedColumns(opened),
    ...amountColumns(steps),
    ...resolvedColumns(resolved),
    reopened: steps.filter(({ type }) => type === "break.reopened").length,
  };
}

const openedColumns = ({ postedAt, data }: BreakStepFact) => ({
  code: data.code,
  severity: data.severity ?? "",
  owner: data.owner ?? "",
  agency: data.agencyId ?? "",
  openedOn: dayOf(postedAt),
});

function amountColumns(steps: readonly BreakStepFact[]) {
  const said = steps.findLast(({ data }) => data.amount !== undefined)?.data.amount;
  return { amount: said?.amount ?? 0, currency: said?.currency ?? "" };
}

const resolvedColumns = (resolved: BreakStepFact | undefined) =>
  resolved === undefined
    ? { state: "OPEN", resolvedOn: "", method: "", resolvedBy: "" }
    : {
        state: "RESOLVED",
        resolvedOn: dayOf(resolved.postedAt),
        method: resolved.data.method ?? "",
        resolvedBy: resolved.actor.id,
      };
