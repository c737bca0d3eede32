import type { AgencyStore } from "../agencies/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { PutOne } from "../platform/dynamo.ts";
import { BANK_ACCOUNT_COUNT_MAX, type BankAccount } from "./model.ts";
import type { BankAccountStore } from "./store.ts";
import type { BankAccountBody, BankAccountRef } from "./wire.ts";

export type SaveBankAccountDeps = {
  readonly agencies: Pick<AgencyStore, "current">;
  readonly contracts: Pick<ContractStore, "lender">;
  readonly accounts: Pick<BankAccountStore, "all" | "item">;
  readonly put: PutOne;
};

/**
 * Sets a bank account up or changes it. Number and currency stay what they are: lines were loaded by them.
 * @throws Refused `not-found` for an unknown lender, `unknown-agency`, `invalid-request` for a number that another
 *   account of the lender has, `limit-reached`
 */
export const saveBankAccount =
  (deps: SaveBankAccountDeps) =>
  async (lenderId: LenderId, bankAccountRef: BankAccountRef, body: BankAccountBody): Promise<BankAccount> => {
    if ((await deps.contracts.lender(lenderId)) === undefined)
      throw new Refused({ code: "not-found", detail: "No such lender." });
    if (body.agencyId !== undefined && (await deps.agencies.current(body.agencyId)) === undefined)
      throw new Refused({ code: "unknown-agency", detail: `${body.agencyId} is not set up.` });
    const account = { ...body, lenderId, bankAccountRef };
    mustFit(account, await deps.accounts.all(lenderId));
    await deps.put(deps.accounts.item(account));
    return account;
  };

function mustFit(account: BankAccount, standing: readonly BankAccount[]): void {
  const before = standing.find(({ bankAccountRef }) => bankAccountRef === account.bankAccountRef);
  if (before === undefined && standing.length >= BANK_ACCOUNT_COUNT_MAX)
    throw new Refused({
      code: "limit-reached",
      detail: `A lender has ${BANK_ACCOUNT_COUNT_MAX} bank accounts at most.`,
    });
  for (const member of ["number", "currency"] as const)
    if (before !== undefined && before[member] !== account[member])
      throw wrong(member, `must stay ${before[member]}`);
  const other = standing.find((one) => one.number === account.number && one !== before);
  if (other !== undefined) throw wrong("number", `is ${other.bankAccountRef}'s`);
}

const wrong = (member: "number" | "currency", detail: string): Refused =>
  new Refused({
    code: "invalid-request",
    detail: `${member} ${detail}.`,
    errors: [{ pointer: `/${member}`, code: "taken", detail }],
  });
