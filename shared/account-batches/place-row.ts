import type { Answers, PlaceAccount, Placed } from "../accounts/place-account.ts";
import { PlaceAccountRequest, type AccountView } from "../accounts/wire.ts";
import { Refused, type Refusal } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { Became, type Batch, type Row, type RowOutcome, type RowResult } from "./model.ts";
import { readRow, type ReadRow } from "./row.ts";

export type PlaceRowDeps = {
  readonly placeAccount: (command: PlaceAccount) => Promise<Placed<Became>>;
};

/** All that a row's line in the result file needs: a tenth of the account's whole answer, kept for every row. */
export const whatBecame: Answers<Became> = {
  of: (account) => ({
    outcome: outcomeOf(account),
    accountId: account.accountId,
    faults: rejections(account),
  }),
  schema: Became,
};

/**
 * Places one row as the API would place it. Its idempotency key is the file's hash and the line: worked again, it
 * gets the answer that it got.
 * @throws Refused `unavailable`: the row may be placed later
 */
export const placeRow =
  (deps: PlaceRowDeps) =>
  async (batch: Batch, row: Row, now: Instant): Promise<RowResult> => {
    const read = readRow(batch, row);
    if (!read.ok) return result(row.line, "", { outcome: "INVALID", faults: [{ field: "", ...read.error }] });
    const request = PlaceAccountRequest.safeParse(read.value.body);
    const { line, lenderAccountRef } = read.value;
    if (!request.success)
      return result(line, lenderAccountRef, {
        outcome: "INVALID",
        faults: request.error.issues.slice(0, FAULT_COUNT_MAX).map(({ path, code, message }) => ({
          field: path.join("."),
          code: code.replaceAll("_", "-"),
          message,
        })),
      });
    const became = await place(deps, {
      lenderId: batch.lenderId,
      request: request.data,
      bodyHash: sha256(canonical(request.data)),
      idempotencyKey: `file:${batch.sha256 ?? ""}:${line}`,
      now,
    });
    return result(line, lenderAccountRef, became);
  };

/** A row that nothing could be done with, however often: somebody looks into the log, and the file goes on. */
export const failedRow = ({
  line,
  lenderAccountRef,
}: Pick<ReadRow, "line" | "lenderAccountRef">): RowResult =>
  result(line, lenderAccountRef, {
    outcome: "FAILED",
    faults: [{ field: "", code: "internal-error", message: "It failed on our side and may be sent again." }],
  });

/** More would not help anybody. */
const FAULT_COUNT_MAX = 20;

const result = (line: number, lenderAccountRef: string, became: Became): RowResult => ({
  line,
  lenderAccountRef,
  ...became,
});

async function place(deps: PlaceRowDeps, command: PlaceAccount): Promise<Became> {
  try {
    return (await deps.placeAccount(command)).answer;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code !== "unavailable") return refusedAs(error.refusal);
    throw error;
  }
}

function outcomeOf({ lifecycle }: AccountView): RowOutcome {
  if (lifecycle === "REJECTED") return "REJECTED";
  return lifecycle === "ELIGIBLE" ? "WAITING" : "OFFERED";
}

const rejections = ({ screening }: AccountView): Became["faults"] =>
  screening.flatMap(({ rule, code, explanation }) =>
    code === undefined ? [] : [{ field: rule, code, message: explanation }],
  );

function refusedAs({ code, detail, extra }: Refusal): Became {
  const accountId = extra?.["accountId"];
  return {
    outcome: code === "account-already-exists" ? "EXISTING" : "FAILED",
    ...(typeof accountId === "string" && { accountId }),
    faults: [{ field: "", code, message: detail }],
  };
}
