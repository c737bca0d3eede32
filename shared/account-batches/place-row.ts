import type { Answers, PlaceAccount, Placed } from "../accounts/place-account.ts";
import type { AccountView } from "../accounts/wire.ts";
import { Refused, type Refusal } from "../kernel/problems.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { faultsOf } from "./faults.ts";
import { Became, type RowOutcome } from "./model.ts";
import { treatRow } from "./row-request.ts";

export type PlaceRowDeps = {
  readonly placeAccount: (command: PlaceAccount) => Promise<Placed<Became>>;
};

/** All that a row's line in the result file needs: a tenth of the account's whole answer, kept for every row. */
export const whatBecame: Answers<Became> = {
  of: (account) => ({
    outcome: outcomeOf(account),
    accountId: account.accountId,
    faults: faultsOf(account.screening),
  }),
  schema: Became,
};

/**
 * Places one row as the API would place it. Its idempotency key is the file's hash and the line: worked again, it
 * gets the answer that it got.
 * @throws Refused `unavailable`: the row may be placed later
 */
export const placeRow = (deps: PlaceRowDeps) =>
  treatRow(async (batch, { request, line, now }) =>
    place(deps, {
      lenderId: batch.lenderId,
      request,
      bodyHash: sha256(canonical(request)),
      idempotencyKey: `file:${batch.sha256 ?? ""}:${line}`,
      now,
    }),
  );

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

function refusedAs({ code, detail, extra }: Refusal): Became {
  const accountId = extra?.["accountId"];
  return {
    outcome: code === "account-already-exists" ? "EXISTING" : "FAILED",
    ...(typeof accountId === "string" && { accountId }),
    faults: [{ field: "", code, message: detail }],
  };
}
