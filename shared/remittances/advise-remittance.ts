import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import type { Contract } from "../contracts/model.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Create, Update } from "../kernel/change.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { checkAdvice } from "./check-advice.ts";
import { decideRemittance, type Advice, type DecidedRemittance } from "./decide-remittance.ts";
import { withRemittanceHistory } from "./history.ts";
import { contentHashOf, remittanceIdOf } from "./keys.ts";
import { linesOf } from "./lines.ts";
import type { Carry, LoadingRemittance, Remittance } from "./model.ts";
import type { RemittanceStore } from "./store.ts";
import type { AdviceTotals } from "./wire.ts";

export type AdviseRemittanceDeps = {
  readonly contracts: Pick<ContractStore, "contract">;
  readonly idempotency: Pick<IdempotencyStore, "find" | "remembered">;
  readonly remittances: Pick<
    RemittanceStore,
    "find" | "findCarry" | "begin" | "beginAnew" | "putLines" | "advised" | "referenced" | "carried"
  >;
  readonly write: Write;
};

export type AdviseRemittance = Advice & {
  readonly idempotencyKey?: string;
  /** What else may not be there twice, such as the receipt of the callback that brought it. */
  readonly receiptOf?: (remittance: Remittance) => Create | Update;
};

/** `replayed` tells that the very same was advised before. */
export type Advised = { readonly remittance: Remittance; readonly replayed: boolean };

/**
 * Takes an advice: checks all of it before anything is written, writes its lines where nobody looks, and then shows
 * them in the one transaction that records the event and moves the money. Killed anywhere and told again, it ends as
 * if nothing had happened; the same content under the same reference is the same remittance.
 * @throws Refused `remittance-currency-mixed`, `remittance-line-repeated`, `remittance-totals-differ`,
 * `remittance-ref-reused`, `idempotency-key-reused`, `not-found` without a contract, `unavailable`
 */
export const adviseRemittance =
  (deps: AdviseRemittanceDeps) =>
  async (command: AdviseRemittance): Promise<Advised> => {
    const totals = accepted(checkAdvice(command.advice));
    const [contract] = await Promise.all([contractOf(deps, command), isOwnKey(deps, command)]);
    const loading = loadingOf(command);
    return attempts(async () => {
      const standing = await begun(deps, loading);
      if (standing !== undefined) return standing;
      await deps.remittances.putLines(loading, linesOf(loading.remittanceId, command.advice));
      return shown(deps, command, { totals, contract });
    }, onConflict);
  };

const loadingOf = ({ agencyId, advice }: Advice): LoadingRemittance => ({
  remittanceId: remittanceIdOf(agencyId, advice.remittanceRef),
  agencyId,
  remittanceRef: advice.remittanceRef,
  contentHash: contentHashOf(advice),
  state: "LOADING",
});

async function contractOf(
  deps: Pick<AdviseRemittanceDeps, "contracts">,
  { agencyId, advice: { lenderId } }: Advice,
): Promise<Contract> {
  const contract = await deps.contracts.contract(lenderId, agencyId);
  if (contract !== undefined) return contract;
  throw new Refused({ code: "not-found", detail: "The agency has no contract with a lender of this id." });
}

async function isOwnKey(deps: Pick<AdviseRemittanceDeps, "idempotency">, command: AdviseRemittance) {
  const { agencyId, idempotencyKey: key, advice } = command;
  const known = key === undefined ? undefined : await deps.idempotency.find({ agencyId, key });
  if (known === undefined || known.bodyHash === contentHashOf(advice)) return;
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "The key belongs to another request. Nothing was changed.",
  });
}

/** @returns what was advised before, `again` when somebody was faster, nothing once its lines may be written */
async function begun(
  { remittances }: AdviseRemittanceDeps,
  loading: LoadingRemittance,
): Promise<Advised | typeof again | undefined> {
  const standing = await remittances.begin(loading);
  if (standing === undefined) return undefined;
  if (standing.state === "LOADING") {
    if (standing.contentHash === loading.contentHash) return undefined;
    return (await remittances.beginAnew(standing, loading)) ? undefined : again;
  }
  if (standing.contentHash === loading.contentHash) return { remittance: standing, replayed: true };
  throw new Refused({
    code: "remittance-ref-reused",
    detail: `${loading.remittanceRef} was advised at ${standing.advisedAt} with another content. Nothing was changed.`,
    extra: { remittanceId: loading.remittanceId },
  });
}

type Checked = { readonly totals: AdviceTotals; readonly contract: Contract };

async function shown(
  deps: AdviseRemittanceDeps,
  command: AdviseRemittance,
  checked: Checked,
): Promise<Advised | typeof again> {
  const { agencyId, advice } = command;
  const { lenderId, currency } = advice;
  const before = await deps.remittances.findCarry({ lenderId, agencyId, currency });
  const { remittance, written } = writtenFor(deps, command, {
    ...decideRemittance(command, checked, before),
    before,
  });
  return (await deps.write(written)).ok ? { remittance, replayed: false } : again;
}

type Decided = DecidedRemittance & { readonly before: Carry | undefined };

function writtenFor(
  { remittances, idempotency }: AdviseRemittanceDeps,
  { agencyId, idempotencyKey: key, receiptOf }: AdviseRemittance,
  decided: Decided,
): { readonly remittance: Remittance; readonly written: Written } {
  const { remittanceId, advisedAt, contentHash } = decided.remittance;
  const { remittance, events } = withRemittanceHistory(decided.remittance, [decided.event], advisedAt);
  const spent = [
    remittances.referenced(remittance),
    ...(key === undefined
      ? []
      : [
          idempotency.remembered(
            { agencyId, key },
            { bodyHash: contentHash, answer: JSON.stringify({ remittanceId }) },
            advisedAt,
          ),
        ]),
  ] as const;
  const { carry, before } = decided;
  const state = [...remittances.advised(remittance), remittances.carried(carry, before)] as const;
  const identity = receiptOf === undefined ? spent : ([receiptOf(remittance), ...spent] as const);
  return { remittance, written: { identity, state, events } };
}
