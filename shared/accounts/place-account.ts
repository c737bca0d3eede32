import type * as z from "zod";
import type { AgencyStore } from "../agencies/store.ts";
import type { ClockStore } from "../clocks/store.ts";
import { candidatesOf } from "../contracts/candidates.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { Change, Conflict, Create } from "../kernel/change.ts";
import type { AccountId, LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onContention } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import type { DebtorStore } from "./debtor-store.ts";
import { decidePlacement, usableContactPoints, type PlacementDecision } from "./decide-placement.ts";
import { withHistory } from "./history.ts";
import type { IdempotencyStore } from "./idempotency-store.ts";
import { familyOf, type Family } from "./siblings.ts";
import type { AccountStore, Screening } from "./store.ts";
import { accountView } from "./view.ts";
import { AccountFacts, AccountView, type PlaceAccountRequest } from "./wire.ts";

/** What is said of a placed account, and what a repeat of the request is told again. */
export type Answers<A> = { readonly of: (account: AccountView) => A; readonly schema: z.ZodType<A> };

export const wholeAccount: Answers<AccountView> = { of: (account) => account, schema: AccountView };

export type PlaceAccountDeps<A> = {
  readonly answers: Answers<A>;
  readonly accounts: Pick<AccountStore, "created" | "reference" | "screened" | "findAll">;
  readonly agencies: Pick<AgencyStore, "findAll">;
  readonly clocks: Pick<ClockStore, "started">;
  readonly contracts: Pick<ContractStore, "portfolio" | "occupied">;
  readonly debtors: Pick<DebtorStore, "seal" | "indexOf" | "accountsOf" | "joined">;
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

export type Placed<A> = { readonly answer: A; readonly replayed: boolean };

/**
 * Takes a lender's account: screens it, chooses an agency, opens its ledger and offers it, in one transaction.
 * An ineligible account is kept as REJECTED with its reasons.
 * @throws Refused `account-already-exists`, `idempotency-key-reused`, `not-found`, `unavailable`
 */
export const placeAccount =
  <A>(deps: PlaceAccountDeps<A>) =>
  async (command: PlaceAccount): Promise<Placed<A>> => {
    const { identifier } = command.request.debtor;
    const debtorIndex = identifier && (await deps.debtors.indexOf(command.lenderId, identifier));
    return attempts(async () => {
      const decided = await decide(deps, command, debtorIndex);
      const { written, answer } = await transaction(deps, command, decided);
      const outcome = await deps.write(written);
      if (outcome.ok) return { answer, replayed: false };
      return standing(deps, command, outcome.error);
    }, onContention);
  };

type Decided = {
  readonly decision: PlacementDecision;
  /** The debtor's accounts, where an identifier tells which they are. */
  readonly family?: Family;
};

async function decide(
  deps: Omit<PlaceAccountDeps<unknown>, "answers">,
  command: PlaceAccount,
  debtorIndex: string | undefined,
): Promise<Decided> {
  const { lenderId, request, now } = command;
  const [portfolio, family] = await Promise.all([
    deps.contracts.portfolio(lenderId),
    debtorIndex === undefined ? undefined : familyOf(deps, { lenderId, index: debtorIndex }),
  ]);
  if (portfolio === undefined) throw new Refused({ code: "not-found", detail: "The lender is not set up." });
  const agencies = await deps.agencies.findAll(portfolio.contracts.map(({ agencyId }) => agencyId));
  const decision = decidePlacement({
    accountId: deps.newAccountId(),
    lender: portfolio.lender,
    request,
    candidates: candidatesOf(portfolio, agencies),
    ...(family && { siblings: family.siblings, siblingHolds: family.holds }),
    actor: { kind: "LENDER", id: lenderId },
    now,
  });
  return { decision, ...(family && { family }) };
}

async function transaction<A>(
  deps: PlaceAccountDeps<A>,
  command: PlaceAccount,
  { decision, family }: Decided,
): Promise<{ readonly written: Written; readonly answer: A }> {
  const { lenderId, request, now } = command;
  const { account, events } = withHistory(decision.account, decision.events, now);
  const placements = decision.offer ? [decision.offer.placement] : [];
  const view = AccountView.parse(accountView(account, { verdicts: decision.verdicts, placements }));
  const answer = deps.answers.of(view);
  return {
    answer,
    written: {
      identity: [deps.accounts.reference(account), ...remembered(deps, command, answer)],
      state: [
        deps.accounts.created(account),
        deps.accounts.screened(account, screeningOf(command, decision, family)),
        await deps.debtors.seal(account.accountId, lenderId, request.debtor),
        ...(family ? deps.debtors.joined(family.known, entryOf(account.accountId, request)) : []),
        ...placementItems(deps, decision, now),
      ],
      events,
    },
  };
}

function screeningOf(
  { request: { debtor, ...facts }, now }: PlaceAccount,
  { policyVersion, verdicts }: PlacementDecision,
  family: Family | undefined,
): Screening {
  return {
    policyVersion,
    verdicts: [...verdicts],
    screenedAt: now,
    facts: AccountFacts.parse(facts),
    contactPointCount: usableContactPoints(debtor),
    ...(family && { debtorIndex: family.known.index }),
  };
}

const entryOf = (accountId: AccountId, { originalAccountRef }: PlaceAccountRequest) => ({
  accountId,
  ...(originalAccountRef !== undefined && { originalAccountRef }),
});

function remembered(
  deps: Pick<PlaceAccountDeps<unknown>, "idempotency">,
  { lenderId, idempotencyKey, bodyHash, now }: PlaceAccount,
  answer: unknown,
): readonly Create[] {
  if (idempotencyKey === undefined) return [];
  const record = { bodyHash, answer: JSON.stringify(answer) };
  return [deps.idempotency.remembered({ lenderId, key: idempotencyKey }, record, now)];
}

function placementItems(
  deps: Pick<PlaceAccountDeps<unknown>, "placements" | "contracts" | "clocks">,
  { offer, room, clocksStarted }: PlacementDecision,
  now: Instant,
): readonly Change[] {
  const clocks = clocksStarted.flatMap((clock) => deps.clocks.started(clock));
  if (!offer || !room) return clocks;
  return [
    deps.placements.created(offer.placement),
    deps.contracts.occupied(offer.contract, room, dateOf(now)),
    ...deps.clocks.started(offer.clock),
    ...clocks,
  ];
}

function standing<A>(
  deps: PlaceAccountDeps<A>,
  command: PlaceAccount,
  conflict: Conflict,
): Placed<A> | typeof again {
  const found = new Map(conflict.map(({ name, existing }) => [name, existing]));
  if (found.has("idempotency")) {
    const { bodyHash, answer } = deps.idempotency.parse(found.get("idempotency"));
    if (bodyHash === command.bodyHash)
      return { answer: deps.answers.schema.parse(JSON.parse(answer)), replayed: true };
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
