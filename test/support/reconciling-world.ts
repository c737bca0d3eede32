import { ulid } from "ulid";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { bankAccountStore } from "../../shared/bank-accounts/store.ts";
import { bankSource } from "../../shared/bank-files/bank-source.ts";
import { changeBreak } from "../../shared/breaks/change-break.ts";
import { decideCommand } from "../../shared/breaks/decide-command.ts";
import type { BreakCommand } from "../../shared/breaks/wire.ts";
import type { BreakCode } from "../../shared/reconciliation/wire.ts";
import { observeBreaks } from "../../shared/breaks/observe-breaks.ts";
import { reviewFindings } from "../../shared/breaks/review-findings.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { driftStore } from "../../shared/dialects/drift-store.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { advicesAtOdds } from "../../shared/breaks/advices-at-odds.ts";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { AccountId, RemittanceId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { Instant, plusHours } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { rememberBooks } from "../../shared/ledger/remember-books.ts";
import { enterEvents } from "../../shared/ledger/enter-events.ts";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { lastClosed } from "../../shared/periods/last-closed.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader } from "../../shared/platform/dynamo.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { answerRequest } from "../../shared/reconciliation/answer-request.ts";
import { changeMatch } from "../../shared/reconciliation/change-match.ts";
import { commissionWatchStore } from "../../shared/reconciliation/commission-watch-store.ts";
import { creditStore } from "../../shared/reconciliation/credit-store.ts";
import { lookAtCommission } from "../../shared/reconciliation/look-at-commission.ts";
import { collectSince } from "../../shared/reconciliation/collect-since.ts";
import { collectExpectations } from "../../shared/reconciliation/collect-expectations.ts";
import type { BookOf } from "../../shared/reconciliation/book-of.ts";
import { gatherFacts } from "../../shared/reconciliation/gather-facts.ts";
import { gatherPart } from "../../shared/reconciliation/gather-part.ts";
import { planStore } from "../../shared/reconciliation/plan-store.ts";
import { settleAdvices } from "../../shared/reconciliation/settle-advices.ts";
import { surveyBook } from "../../shared/reconciliation/survey-book.ts";
import { releaseAll } from "../../shared/reconciliation/release-all.ts";
import { requestReconciliation } from "../../shared/reconciliation/request-reconciliation.ts";
import { rulesStore } from "../../shared/reconciliation/rules-store.ts";
import { runReconciliation } from "../../shared/reconciliation/run-reconciliation.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import type { MatchId } from "../../shared/reconciliation/stored-match.ts";
import type { MatchCommand } from "../../shared/reconciliation/unmatch-wire.ts";
import { ReconciliationId } from "../../shared/reconciliation/wire-run.ts";
import { adviceLinesNamed, adviceSource } from "../../shared/remittances/advice-source.ts";
import { freezeAdvices } from "../../shared/remittances/freeze-advices.ts";
import { settleRemittance } from "../../shared/remittances/settle-remittance.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aLine, anAdvice } from "./advice.ts";
import { untouched, type Around } from "./around.ts";
import { camt } from "./bank-statement.ts";
import { newBankWorld } from "./bank-world.ts";
import { aKeyId } from "./builders.ts";
import { matchCases, type MatchCases } from "./matching.ts";
import { quietTable } from "./quiet-table.ts";
import { usd } from "./tenant.ts";
import { began, newWorld } from "./world.ts";

const BANK_ACCOUNT = "US-0042-7781";
const currency = Currency.parse("USD");

export type Wish = {
  /** What arrives at the bank; all that was advised, where nothing is said. */
  readonly banked?: number;
  /** Whether what arrives names the advice; it does, where nothing is said. */
  readonly isNamed?: boolean;
  /** An agency that sends none: what it reported arrives payment by payment. */
  readonly sendsAdvices?: boolean;
  /** Facts of a part of a run; all of them are in one, where nothing is said. */
  readonly partSize?: number;
  /** What each line of the advice shows as commission; nothing, where nothing is said. */
  readonly commission?: number;
};

/** A payment as its agency reports it and as its advice lists it; what one side lacks is left out there. */
export type Told = {
  readonly ref: string;
  readonly reported?: number;
  readonly advised?: number;
  readonly paidOn?: string;
  /** Of which of the lender's accounts it is; of the first, where nothing is said. */
  readonly account?: number;
  /** Who has the money, by both; the agency, where nothing is said. */
  readonly recipient?: "LENDER";
};

const entryOf = (ref: string, amount: number) => ({
  amount: (amount / 100).toFixed(2),
  ref,
  valueDate: "2026-03-05",
});

/** What an advice announced, as one entry. */
function arrived(payments: readonly Told[], { banked, isNamed = true }: Wish, bankRef: string) {
  const payable = payments.filter(({ recipient }) => recipient === undefined);
  const advised = payable.reduce((sum, one) => sum + (one.advised ?? 0), 0);
  return entryOf(isNamed ? bankRef : "WITHOUT-A-NAME", banked ?? advised);
}

/** What nobody announced, payment by payment. */
const arrivedApart = (payments: readonly Told[]) =>
  payments.flatMap(({ ref, reported }) => (reported === undefined ? [] : [entryOf(ref, reported)]));

type World = Awaited<ReturnType<typeof newWorld>>;

/** As many accounts as the payments are of, all with the agency. */
async function accountsFor(world: World, payments: readonly Told[]) {
  const accounts: Awaited<ReturnType<ReturnType<World["useCases"]>["place"]>>[] = [];
  for (let n = 0; n <= Math.max(...payments.map(({ account = 0 }) => account)); n += 1)
    accounts.push(await world.useCases().place({ lenderAccountRef: `L-${n + 1}` }));
  return accounts;
}

const receivedOf = ({ ref, recipient }: Told, amount: number) => ({
  paymentRef: ref,
  amount: usd(amount),
  method: "CARD",
  ...(recipient && { recipient }),
});

function advisedLine(
  { ref, advised, paidOn = began.slice(0, 10), recipient }: Told,
  { commission = 0 }: Wish,
  placementId: string,
) {
  if (advised === undefined) return [];
  const of = { paymentRef: ref, gross: advised, commission, tax: 0, paidOn, placementId };
  return [aLine({ ...of, ...(recipient && { kind: "DIRECT_PAYMENT" }) })];
}

/**
 * A lender and an agency whose payments were reported, advised and banked on the quiet table, and reconciliation with
 * something around its calls.
 */
export async function newReconcilingWorld(payments: readonly Told[], wish: Wish = {}) {
  const table = quietTable();
  const world = await newWorld({ agencies: 1, contract: { sendsAdvices: wish.sendsAdvices !== false } });
  const { lenderId } = world;
  const [agencyId] = world.agencyIds;
  if (agencyId === undefined) throw new Error("nobody to report");
  const bank = await newBankWorld({ lenderId });
  await bank.account("main", { number: BANK_ACCOUNT, currency });
  const accounts = await accountsFor(world, payments);
  const accountIds = accounts.map(({ accountId }) => AccountId.parse(accountId));
  const placementOf = (n = 0) => accounts[n]!.placements[0]!.placementId;
  const placementId = placementOf();
  let count = 0;
  const report = async (
    eventType: string,
    data: object,
    { effectiveAt = began, of = 0 }: { readonly effectiveAt?: string; readonly of?: number | undefined } = {},
  ) =>
    world.useCases().callback(agencyId, {
      eventId: `e-${(count += 1)}`,
      eventType,
      placementId: placementOf(of),
      effectiveAt,
      data,
    });
  for (const of of accounts.keys()) await report("placement.acknowledged", { balance: usd(105_000) }, { of });
  for (const one of payments)
    if (one.reported !== undefined)
      await report("payment.received", receivedOf(one, one.reported), {
        ...(one.paidOn && { effectiveAt: `${one.paidOn}T10:00:00.000Z` }),
        of: one.account,
      });
  const lines = payments.flatMap((one) => advisedLine(one, wish, placementOf(one.account)));
  const bankRef = `B-${ulid()}`;
  const advise = async (all: readonly object[] = lines, named: object = { bankRef }) =>
    world.useCases().advise({
      agencyId,
      advice: AdviceBody.parse(anAdvice(lenderId, all, { mode: "GROSS", advisedOn: "2026-03-04", ...named })),
      actor: { kind: "AGENCY", id: agencyId },
      source: "API",
      receivedAt: began,
    });
  const sendsAdvices = wish.sendsAdvices !== false;
  const remittance = sendsAdvices ? (await advise()).remittance : { remittanceId: `rem_${ulid()}` };
  const entries = sendsAdvices ? [arrived(payments, wish, bankRef)] : arrivedApart(payments);
  const advices: string[] = [remittance.remittanceId];
  const bankFile = await bank.load(camt([{ account: BANK_ACCOUNT, currency, entries }]));

  const plain = newReader(table);
  const books = bookStore(plain);
  /** As the stream would. */
  const enter = async (...histories: readonly string[]): Promise<void> => {
    const enterAll = enterEvents({
      journal: journalStore(plain),
      books,
      remember: rememberBooks({ books, create: createOne(table) }),
      writeBeside: newWriteBeside(table),
      clock: { now: () => began },
    });
    for (const history of histories) {
      const { items } = await plain.page({ pk: `ACCOUNT#${history}`, prefix: "EVENT#", limit: 500 });
      const posted = items.filter((item) => "book" in (item as object));
      await enterAll(posted.map((item) => PostedEvent.parse(item)));
    }
  };
  await enter(...accountIds);

  const time = { now: Instant.parse("2026-03-10T06:00:00.000Z") };
  const clock = { now: () => time.now };
  const book = { lenderId, currency };

  const useCases = (around: Around = untouched) => {
    const cases = matchCases(table, clock, around);
    const { reader, update, write, writeBeside, matches, expectations, bankLines, remittances } = cases;
    const runs = runStore(reader);
    const commissions = commissionWatchStore(reader);
    const placements = placementStore(reader);
    const journal = journalStore(reader);
    const invoices = invoiceStore(reader);
    const closedIn = lastClosed({ periods: periodStore(reader), journal, clock });
    const freeze = freezeAdvices({
      remittances,
      freezes: cases.freezes,
      matches,
      billedOf: invoices.billedOf,
      lastClosed: async ({ lenderId: owner, currency: of }) => closedIn({ owner, currency: of }),
      atOdds: advicesAtOdds({ breaks: breakStore(reader) }),
      write,
      clock,
    });
    const contracts = contractStore(reader);
    const plans = planStore(reader);
    const sources = adviceSource({ remittances, placements });
    const banks = bankSource({ bankAccounts: bankAccountStore(reader), bankLines });
    const gather = gatherFacts({
      expectations,
      placements,
      directPayments: directPaymentStore(reader),
      matches,
    });
    const about = { contracts, expectations, advices: sources, bank: banks, matches, gather };
    const run = runReconciliation({
      collect: collectSince({
        journal,
        books: bookStore(reader),
        collect: collectExpectations({
          accounts: accountStore(reader),
          placements,
          histories: historyStore(reader),
          journal,
          expectations,
          credits: creditStore(reader),
          commissions,
          writeBeside,
          clock,
        }),
        update,
        clock,
      }),
      commission: lookAtCommission({
        commissions,
        expectations,
        matches,
        linesNamed: adviceLinesNamed({ remittances }),
        writeBeside,
        update,
        clock,
      }),
      resume: cases.resume,
      survey: surveyBook({ ...about, credits: creditStore(reader) }),
      gatherPart: gatherPart(about),
      plans,
      newPlanId: ulid,
      partSize: wish.partSize ?? 5_000,
      matches,
      runs,
      commit: cases.commit,
      observe: observeBreaks({ breaks: breakStore(reader), write, update, clock }),
      review: reviewFindings({
        breaks: breakStore(reader),
        accounts: accountStore(reader),
        contracts: contractStore(reader),
        dialects: dialectStore(reader),
        drift: driftStore(reader),
        placements,
        write,
        update,
        clock,
      }),
      settle: settleAdvices({
        plans,
        advices: sources,
        matches,
        runs,
        update,
        settle: settleRemittance({ remittances, write, clock }),
      }),
      freeze,
      inParallel: (items, work) => inParallel(items, around === untouched ? 8 : 1, work),
      update,
      clock,
    });
    return {
      ...cases,
      runs,
      freeze: () => freeze(book),
      answer: answerRequest({
        runs,
        rules: rulesStore(reader),
        histories: historyStore(reader),
        run,
        write,
        update,
        clock,
      }),
      change: (matchId: MatchId, command: MatchCommand, { key = "one", once }: Asking = {}) =>
        changeMatch({
          matches,
          claims: cases.claims,
          lenders: contractStore(reader),
          freezes: cases.freezes,
          billedOf: invoices.billedOf,
          remittances,
          idempotency: idempotencyStore(reader),
          write,
          clock,
        })({
          matchId,
          reach: { lenderId },
          actor: { kind: "FINANCE", id: key === "one" ? aKeyId : `${aKeyId.slice(0, -1)}0` },
          command,
          ...(once !== undefined && { once: { key: once, bodyHash: JSON.stringify(command) } }),
        }),
      release: (matchId: MatchId) => releaseAll(cases, matchId),
      /** What finance does with the break of a code. */
      onBreak: async (code: BreakCode, command: BreakCommand, once?: string) => {
        const breaks = breakStore(reader);
        const pages = await Promise.all(
          (["OPEN", "RESOLVED"] as const).map((list) => breaks.page({ lenderId, list, limit: 100 })),
        );
        const found = pages.flatMap(({ records }) => records).find((one) => one.code === code);
        if (found === undefined) throw new Error(`no ${code}`);
        const decide = decideCommand({
          breaks,
          lenders: contractStore(reader),
          agencies: agencyStore(reader),
          remittances,
          matches,
        });
        const idempotency = idempotencyStore(reader);
        return changeBreak({
          breaks,
          settling: { bankLines, remittances, matches },
          idempotency,
          write,
          clock,
        })(
          {
            breakId: found.breakId,
            reach: { lenderId },
            actor: { kind: "FINANCE", id: aKeyId },
            what: command.kind,
            ...(once !== undefined && { once: { key: once, bodyHash: once } }),
          },
          decide(command),
        );
      },
    };
  };

  return {
    lenderId,
    agencyId,
    book,
    remittanceId: RemittanceId.parse(remittance.remittanceId),
    useCases,
    enter,
    report: async (eventType: string, data: object) => {
      await report(eventType, data);
      await enter(...accountIds);
    },
    /** One more advice, of lines for the same placement. */
    advises: async (...more: readonly object[]) => {
      const named = more.map((one) => ({ commission: 0, tax: 0, placementId, ...one }));
      const { remittance: later } = await advise(named, {});
      advices.push(later.remittanceId);
    },
    pass: (hours: number) => {
      time.now = plusHours(time.now, hours);
    },
    historyOf: (id: string) => historyStore(plain).upTo(id, 1_000),
    /** A run that finance asked for. */
    requested: async ({ dryRun = false } = {}): Promise<ReconciliationId> => {
      const { write } = useCases();
      const request = requestReconciliation({
        runs: runStore(plain),
        rules: rulesStore(plain),
        newReconciliationId: () => ReconciliationId.parse(`rec_${ulid()}`),
        write,
        clock,
      });
      return (await request(book, { actor: { kind: "FINANCE", id: aKeyId }, dryRun })).reconciliationId;
    },
    /** What stands on the accounts of the books, by their names without the agency; nothing where it is zero. */
    balances: async (): Promise<Readonly<Record<string, number>>> => {
      const { matches } = useCases();
      const breaks = await Promise.all(
        (["OPEN", "RESOLVED"] as const).map((list) => breakStore(plain).page({ lenderId, list, limit: 100 })),
      );
      const histories = [
        ...accountIds,
        ...advices,
        bankFile.fileId,
        ...(await matches.page(book, 100)).items.map(({ matchId }) => matchId),
        ...breaks.flatMap(({ records }) => records.map(({ breakId }) => breakId)),
      ];
      const events = await Promise.all(histories.map(async (id) => historyStore(plain).upTo(id, 1_000)));
      const sums = new Map<string, number>();
      for (const { account: name, amount } of events.flat().flatMap(({ postings }) => postings))
        sums.set(name.split("/")[0]!, (sums.get(name.split("/")[0]!) ?? 0) + amount);
      return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
    },
    state: () => stateOf(useCases(), { book, accountIds, bank, remittance }),
  };
}

export type ReconcilingWorld = Awaited<ReturnType<typeof newReconcilingWorld>>;

type Asking = { readonly key?: "one" | "other"; readonly once?: string };

type Seen = {
  readonly book: BookOf;
  readonly accountIds: readonly AccountId[];
  readonly bank: Awaited<ReturnType<typeof newBankWorld>>;
  readonly remittance: { readonly remittanceId: string };
};

/** All that runs and people leave, by names that are the same in every world. */
async function stateOf(
  { reader, matches, expectations, remittances, claims }: MatchCases,
  { book, accountIds, bank, remittance }: Seen,
) {
  const made = (await matches.page(book, 100)).items;
  const histories = await Promise.all(
    made.map(
      async ({ matchId }) =>
        (await matches.events(matchId, 100)).items as readonly unknown[] as readonly GatewayEvent[],
    ),
  );
  const expected = (await Promise.all(accountIds.map(expectations.ofAccount))).flat();
  const advice = await remittances.find(RemittanceId.parse(remittance.remittanceId));
  const lists = await Promise.all(
    (["OPEN", "RESOLVED"] as const).map((list) =>
      breakStore(reader).page({ lenderId: book.lenderId, list, limit: 100 }),
    ),
  );
  const runs = (await runStore(reader).page(book, 20)).items;
  return {
    matches: made
      .map((one, n) => ({
        of: [one.relation, one.ruleId, one.reference?.slice(0, 2), one.state, one.round],
        sums: [one.amount, one.difference, one.leftCount, one.rightCount],
        unmatched: one.unmatched?.reason,
        events: histories[n]!.map(({ type, postings }) => [
          type,
          postings.map(({ account, amount }) => [account.split("/")[0], amount]),
        ]),
      }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    expected: expected
      .map(({ id, amount, matchId }) => [id.split("/").slice(1).join("/"), amount, matchId !== undefined])
      .toSorted(),
    banked: (await bank.open("USD")).length,
    advice: advice !== undefined && "payable" in advice && [advice.state, advice.sequence],
    unsettled: (await claims.unsettled(book, 10)).items.length,
    breaks: lists.flatMap(({ records }) =>
      records
        .map((one) => [one.code, one.amount, one.state, one.timesSeen, one.version])
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ),
    // How many accounts were folded is told of the last try.
    runs: runs.map(({ state, counts }) => [state, { ...counts, collected: 0 }]),
  };
}
