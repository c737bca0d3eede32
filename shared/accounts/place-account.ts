import type { AgencyStore } from "../agencies/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import { candidatesOf } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Change, Conflict, Create } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { plusDays, type Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { DebtorStore } from "./debtor-store.ts";
import { decidePlacement, type PlacementDecision } from "./decide-placement.ts";
import { withHistory } from "./history.ts";
import type { IdempotencyStore } from "./idempotency-store.ts";
import type { AccountStore } from "./store.ts";
import { accountView } from "./view.ts";
import { AccountFacts, AccountView, type PlaceAccountRequest } from "./wire.ts";

export type PlaceAccountDeps = {
  readonly accounts: Pick<AccountStore, "created" | "reference" | "screened">;
  readonly agencies: Pick<AgencyStore, "findAll">;
  readonly clocks: Pick<ClockStore, "started">;
  readonly contracts: Pick<ContractStore, "portfolio" | "occupied">;
  readonly debtors: Pick<DebtorStore, "seal">;
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "parse">;
  readonly placements: Pick<PlacementStore, "created">;
  readonly newAccountId: () => AccountId;
  readonly write: Write;
};

export type PlaceAccount = {
  readonly lenderId: LenderId;
  readonly request: PlaceAccountRequest;
  readonly bodyHash: string;
  readonly idempotencyKey?: string;
  readonly now: Instant;
};

export type Placed = { readonly account: AccountView; readonly replayed: boolean };

/** How long an eligible account waits before capacity is looked for again. */
export const RETRY_PLACEMENT_DAYS = 1;

/**
 * Takes a lender's account: screens it, chooses an agency, opens its ledger and offers it, in one transaction.
 * An ineligible account is kept as REJECTED with its reasons.
 * @throws Refused `account-already-exists`, `idempotency-key-reused`, `not-found`, `unavailable`
 */
export const placeAccount = (deps: PlaceAccountDeps) => {
  const place = async (command: PlaceAccount): Promise<Placed> =>
    attempts(async () => {
      const decision = await decided(deps, command);
      const { written, answer } = await transaction(deps, command, decision);
      const outcome = await deps.write(written);
      if (outcome.ok) return { account: answer, replayed: false };
      return standing(deps, command, outcome.error);
    }, onConflict);
  return place;
};

async function decided(deps: PlaceAccountDeps, command: PlaceAccount): Promise<PlacementDecision> {
  const portfolio = await deps.contracts.portfolio(command.lenderId);
  if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "The lender is not set up." });
  const agencies = await deps.agencies.findAll(portfolio.contracts.map(({ agencyId }) => agencyId));
  return decidePlacement({
    accountId: deps.newAccountId(),
    lender: portfolio.lender,
    request: command.request,
    candidates: candidatesOf(portfolio, agencies),
    actor: { kind: "LENDER", id: command.lenderId },
    now: command.now,
  });
}

async function transaction(
  deps: PlaceAccountDeps,
  command: PlaceAccount,
  decision: PlacementDecision,
): Promise<{ readonly written: Written; readonly answer: AccountView }> {
  const { lenderId, request, idempotencyKey, bodyHash, now } = command;
  const { account, events } = withHistory(decision.account, decision.events, now);
  const placements = decision.offer ? [decision.offer.placement] : [];
  const answer = AccountView.parse(accountView(account, { verdicts: decision.verdicts, placements }));
  const remembered: Create[] =
    idempotencyKey === undefined
      ? []
      : [
          deps.idempotency.remembered(
            { lenderId, key: idempotencyKey },
            { bodyHash, answer: JSON.stringify(answer) },
            now,
          ),
        ];
  const { debtor, ...facts } = request;
  const screening = {
    policyVersion: decision.policyVersion,
    verdicts: [...decision.verdicts],
    screenedAt: now,
    facts: AccountFacts.parse(facts),
  };
  return {
    answer,
    written: {
      identity: [deps.accounts.reference(account), ...remembered],
      state: [
        deps.accounts.created(account),
        deps.accounts.screened(account, screening),
        await deps.debtors.seal(account.accountId, lenderId, debtor),
        ...placementItems(deps, decision, now),
      ],
      events,
    },
  };
}

function placementItems(
  deps: PlaceAccountDeps,
  { offer, waits, account }: PlacementDecision,
  now: Instant,
): Change[] {
  if (offer)
    return [
      deps.placements.created(offer.placement),
      deps.contracts.occupied(offer.contract, offer.placement.usageShard),
      deps.clocks.started(offer.clock),
    ];
  if (!waits) return [];
  const dueAt = plusDays(now, RETRY_PLACEMENT_DAYS);
  return [
    deps.clocks.started({
      accountId: account.accountId,
      kind: "PLACEMENT_RETRY",
      ref: account.accountId,
      dueAt,
    }),
  ];
}

function standing(deps: PlaceAccountDeps, command: PlaceAccount, conflict: Conflict): Placed | typeof again {
  const found = new Map(conflict.map(({ name, existing }) => [name, existing]));
  if (found.has("idempotency")) {
    const { bodyHash, answer } = deps.idempotency.parse(found.get("idempotency"));
    if (bodyHash === command.bodyHash)
      return { account: AccountView.parse(JSON.parse(answer)), replayed: true };
    throw new Refused({
      code: "idempotency-key-reused",
      detail: "The key belongs to another request. Nothing was changed.",
    });
  }
  if (!found.has("reference")) return again;
  throw new Refused({
    code: "account-already-exists",
    detail: `${command.request.lenderAccountRef} was placed before.`,
    extra: { accountId: accountIdOfReference(found.get("reference")) },
  });
}

const accountIdOfReference = (item: unknown): unknown =>
  typeof item === "object" && item !== null && "accountId" in item ? item.accountId : undefined;
