import type { AccountStep, Known } from "../../shared/accounts/account-step.ts";
import { changeAccount } from "../../shared/accounts/change-account.ts";
import type { Refusal } from "../../shared/kernel/problems.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { directPaymentStore } from "../../shared/payments/direct-store.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../shared/payments/direct-wire.ts";
import { recordDirect } from "../../shared/payments/record-direct.ts";
import { toldStore } from "../../shared/callbacks/told-store.ts";
import { afterPayment } from "../../shared/placements/after-payment.ts";
import type { By } from "../../shared/placements/holder.ts";
import { ulid } from "ulid";
import * as z from "zod";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { changeCircumstances } from "../../shared/accounts/change-circumstances.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { whatBecame } from "../../shared/account-batches/place-row.ts";
import { placeAccount, wholeAccount } from "../../shared/accounts/place-account.ts";
import { tryAccount } from "../../shared/accounts/try-account.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { CircumstancesChange, PlaceAccountRequest } from "../../shared/accounts/wire.ts";
import { Agency } from "../../shared/agencies/model.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { suspend } from "../../shared/callbacks/suspend.ts";
import { takeAnyCallback } from "../../shared/callbacks/take-any-callback.ts";
import { takeCallback } from "../../shared/callbacks/take-callback.ts";
import { attributeReported } from "../../shared/suspense/attribute-reported.ts";
import { attributeSuspense, returnSuspense } from "../../shared/suspense/settle-suspense.ts";
import { writtenOf } from "../../shared/callbacks/transaction.ts";
import { AnyCallback } from "../../shared/callbacks/any-callback.ts";
import { fireDue } from "../../shared/clocks/fire-due.ts";
import { Clock } from "../../shared/clocks/model.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { arrangementStore } from "../../shared/arrangements/store.ts";
import { costStore } from "../../shared/charges/cost-store.ts";
import { decideCost } from "../../shared/charges/decide-cost.ts";
import { chargeStore } from "../../shared/charges/store.ts";
import { decideSettlement } from "../../shared/settlements/decide-settlement.ts";
import type { DecideSettlementRequest } from "../../shared/settlements/wire.ts";
import { settlementStore } from "../../shared/settlements/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import type { Contract } from "../../shared/contracts/model.ts";
import { saveContract } from "../../shared/contracts/save-contract.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { findTarget, findTargets } from "../../shared/deliveries/find-targets.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { lookAtLane } from "../../shared/deliveries/look-at-lane.ts";
import { EventHint } from "../../shared/deliveries/messages.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { sendHint } from "../../shared/deliveries/send-hint.ts";
import { takeHint } from "../../shared/deliveries/take-hint.ts";
import { tellLender } from "../../shared/deliveries/tell-lender.ts";
import type { OutboundBody } from "../../shared/deliveries/wire.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import type { Dialect } from "../../shared/dialects/model.ts";
import { dialectStore } from "../../shared/dialects/store.ts";
import { takeEvent } from "../../shared/dialects/take-event.ts";
import { understand } from "../../shared/dialects/understand.ts";
import { answerReport } from "../../shared/debtor-reports/answer-report.ts";
import { reachSiblings } from "../../shared/debtor-reports/reach-siblings.ts";
import { reportStore } from "../../shared/debtor-reports/store.ts";
import { handleDispute } from "../../shared/disputes/handle-dispute.ts";
import { answer } from "../../shared/disputes/answer.ts";
import { changeDispute, type ChangeDispute } from "../../shared/disputes/change-dispute.ts";
import { documentStore } from "../../shared/disputes/document-store.ts";
import { noteStore } from "../../shared/disputes/note-store.ts";
import { commissionWatchStore } from "../../shared/reconciliation/commission-watch-store.ts";
import type { ByKey, DisputeStep, KnownDispute } from "../../shared/disputes/step.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { appendToFeed } from "../../shared/feed/append.ts";
import { feedStore } from "../../shared/feed/store.ts";
import { exportFile } from "../../shared/files/export-file.ts";
import { fileStore } from "../../shared/files/store.ts";
import {
  AccountId,
  AgencyId,
  DisputeId,
  LenderId,
  PlacementId,
  SuspenseId,
} from "../../shared/kernel/ids.ts";
import { Instant, plusHours, type Clock as Time } from "../../shared/kernel/time.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { EventMessage, RoutedEvent } from "../../shared/outbox/message.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placeAgain } from "../../shared/placements/place-again.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { provideInformation } from "../../shared/placements/provide-information.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import {
  createOne,
  newReader,
  putOne,
  updateOne,
  type PutOne,
  type Reader,
  type Table,
} from "../../shared/platform/dynamo.ts";
import type { Send } from "../../shared/platform/queues.ts";
import type { Vault } from "../../shared/platform/vault.ts";
import { newWrite, newWriteBeside, type WriteBeside } from "../../shared/platform/write.ts";
import { rejectEvent } from "../../shared/quarantine/reject-event.ts";
import { releaseEvent } from "../../shared/quarantine/release-event.ts";
import { releasingReceipts } from "../../shared/quarantine/releasing-receipts.ts";
import { adviseRemittance } from "../../shared/remittances/advise-remittance.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";
import { takeAdvice } from "../../shared/remittances/take-advice.ts";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { openFinding } from "../../shared/breaks/open-finding.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { compareSnapshot } from "../../shared/snapshots/compare-snapshot.ts";
import { gatherPlacements } from "../../shared/snapshots/gather-placements.ts";
import { reportSnapshot } from "../../shared/snapshots/report-snapshot.ts";
import { snapshotStore } from "../../shared/snapshots/store.ts";
import { takeSnapshot } from "../../shared/snapshots/take-snapshot.ts";
import { quarantineStore } from "../../shared/quarantine/store.ts";
import { readerWithin, untouched, type Around } from "./around.ts";
import { aKeyId } from "./builders.ts";
import { memoryTable } from "./memory-table.ts";
import { isTouched, quietTable } from "./quiet-table.ts";
import { putAll } from "./table.ts";
import { aContract, anAccount, anAgencyBody, aPolicy } from "./tenant.ts";

export const began = Instant.parse("2026-03-02T12:00:00.000Z");

/** A lender with two agencies, or as many as are wished for, on the quiet table, and the gateway's use cases with something around their calls. */
export type World = Awaited<ReturnType<typeof newWorld>>;

const idWith = (prefix: string, last: string): string => `${prefix}_${ulid().slice(0, 25)}${last}`;

/** Seals nothing: what it keeps secret is not what a crash can break. */
const openVault: Vault = {
  seal: async (text) => new TextEncoder().encode(text),
  open: async (sealed) => new TextDecoder().decode(sealed),
};

/** What somebody at a lender decides about a dispute. */
export type WorkOn = (
  known: KnownDispute,
  by: ByKey & { readonly actor: { readonly kind: "LENDER"; readonly id: LenderId } },
) => Result<DisputeStep | undefined, Refusal>;

type WorldWish = {
  readonly capacity?: number;
  readonly capacityPerDay?: number;
  /** What else the contracts say. */
  readonly contract?: Readonly<Record<string, unknown>>;
  readonly agencies?: number;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly table?: Table;
};

export async function newWorld(wish: WorldWish = {}) {
  const table = wish.table ?? quietTable();
  const lenderId = LenderId.parse(idWith("lnd", "0"));
  const agencyIds = ["A", "B", "C"]
    .slice(0, wish.agencies ?? 2)
    .map((last) => AgencyId.parse(idWith("agy", last)))
    .toSorted();
  const sent: { readonly queue: string; readonly body: string; readonly dedupe: string }[] = [];
  const taken: OutboundBody[] = [];
  /** Every version of an object that was written under its key. */
  const objects = new Map<string, readonly string[]>();
  const time = { now: began };
  const accountIds: AccountId[] = [];
  const stores = storesOn(newReader(table), createOne(table));
  const single = { put: putOne(table), create: createOne(table), clock: { now: () => time.now } };
  await putAll(table, await itemsAtStart({ lenderId, agencyIds }, wish));

  const useCases = (around: Around = untouched) => {
    const reader = newReader(table);
    const guarded = readerWithin(around, reader);
    const writing = newWrite(table);
    const write: typeof writing = (written) => around(() => writing(written));
    const updating = updateOne(table);
    const update: typeof updating = (change) => around(() => updating(change));
    const creating = createOne(table);
    const writingBeside = newWriteBeside(table);
    const own = storesOn(guarded, (item) => around(() => creating(item)));
    const clock: Time = { now: () => time.now };
    const send: Send = (queue, body, { dedupe }) =>
      around(async () => void sent.push({ queue, body, dedupe }));
    const writeBeside: WriteBeside = (changes) => around(() => writingBeside(changes));
    const newAccountId = () => AccountId.parse(idWith("acc", "0"));
    const placing = { ...own, idempotency: idempotencyStore(guarded), newAccountId, write };
    const place = placeAccount({ ...placing, answers: wholeAccount });
    const idempotency = idempotencyStore(guarded);
    const remittances = remittanceStore({
      reader: guarded,
      create: (item) => around(() => creating(item)),
      update,
      writeBeside,
    });
    const advise = adviseRemittance({ contracts: own.contracts, idempotency, remittances, write });
    const snapshots = snapshotStore(guarded, writeBeside);
    const comparing = compareSnapshot({
      snapshots,
      dialects: dialectStore(guarded),
      gather: gatherPlacements({ ...own, histories: historyStore(guarded) }),
      open: openFinding({ breaks: breakStore(guarded), write, update, clock }),
      write,
      clock,
    });
    const taking = (receipts: typeof own.receipts) => {
      const on = { ...own, receipts };
      return takeAnyCallback({
        takeCallback: takeCallback({
          ...on,
          writtenOf: writtenOf({ ...on, contacts: contactStore, charges: chargeStore }),
          suspend: suspend({ ...on, newSuspenseId: () => idWith("sus", "0"), write }),
          attributeReported: attributeReported({ ...on, histories: historyStore(guarded), write }),
          write,
        }),
        takeAdvice: takeAdvice({ receipts, adviseRemittance: advise }),
        takeSnapshot: takeSnapshot({ receipts, reportSnapshot: reportSnapshot({ snapshots, write }) }),
      });
    };
    const take = taking(own.receipts);
    const uncounted = async () => undefined;
    const due = async (list: string, now: Instant) =>
      list === "DUE#0" ? dueClocks(guarded, accountIds, now) : [];
    const changing = changeDispute({ ...own, idempotency: idempotencyStore(guarded), write, clock });
    const working = (asked: Pick<ChangeDispute, "what" | "once"> & { disputeId: string }, decide: WorkOn) =>
      changing(
        {
          ...asked,
          disputeId: DisputeId.parse(asked.disputeId),
          isTheirs: ({ dispute }) => dispute.lenderId === lenderId,
        },
        async (known, now) => decide(known, { actor: { kind: "LENDER", id: lenderId }, keyId: aKeyId, now }),
      );
    const fire = fireDue({ ...own, clocks: { ...own.clocks, due }, update, write });
    return {
      tryInFile: tryAccount({ ...own, clock }),
      placeInFile: placeAccount({ ...placing, answers: whatBecame }),
      taking: {
        receipts: own.receipts,
        takeCallback: take,
        countDrift: uncounted,
        dialects: { find: async () => undefined },
      },
      place: async (changes = {}, idempotencyKey?: string) => {
        const request = PlaceAccountRequest.parse(
          anAccount({ lenderAccountRef: "L-1", delinquencyDate: "2025-06-01", ...changes }),
        );
        const { answer } = await place({
          lenderId,
          request,
          bodyHash: sha256(canonical(request)),
          ...(idempotencyKey !== undefined && { idempotencyKey }),
          now: time.now,
        });
        return answer;
      },
      callback: (agencyId: AgencyId, body: Readonly<Record<string, unknown>>) => {
        const raw = JSON.stringify({ effectiveAt: began, ...body });
        const callback = AnyCallback.parse(JSON.parse(raw));
        return take({ agencyId, callback, payloadHash: sha256(raw), receivedAt: time.now }, raw);
      },
      remittances,
      advise,
      snapshots,
      comparing,
      /** An event as the agency sends it, in its dialect. */
      event: (agencyId: AgencyId, body: Readonly<Record<string, unknown>>, dialect?: Dialect) => {
        const event = understand(dialect, body);
        if ("schema" in event) throw new Error("no event");
        const use = { receipts: own.receipts, takeCallback: take, countDrift: uncounted };
        return takeEvent(use, { agencyId, receivedAt: time.now }, { ...event, body });
      },
      release: (receiptId: string, dialect?: Dialect) =>
        releaseEvent({
          quarantine: own.quarantine,
          dialects: { current: async () => dialect },
          receiptsOf: releasingReceipts({ ...own, update }),
          takeCallback: (receipts) => taking({ ...own.receipts, ...receipts }),
          clock,
        })(receiptId, "key_1"),
      attribute: (suspenseId: string, placementId: string) =>
        attributeSuspense({ ...own, histories: historyStore(guarded), write, clock })({
          suspenseId: SuspenseId.parse(suspenseId),
          placementId: PlacementId.parse(placementId),
          actor: { kind: "ADMIN", id: "key_1" },
          explanation: "Two digits were swapped.",
        }),
      giveBack: (suspenseId: string) =>
        returnSuspense({ ...own, histories: historyStore(guarded), write, clock })({
          suspenseId: SuspenseId.parse(suspenseId),
          actor: { kind: "ADMIN", id: "key_1" },
          explanation: "Not ours.",
        }),
      reject: (receiptId: string) =>
        rejectEvent({ quarantine: own.quarantine, update, clock })(receiptId, "key_1", "Not ours."),
      dispute: (message: EventMessage) => handleDispute({ ...own, write, clock })(message),
      reach: (message: EventMessage) => reachSiblings({ ...own, update, write, clock })(message),
      settle: (accountId: string, request: DecideSettlementRequest) =>
        decideSettlement({ ...own, write, clock })({
          lenderId,
          accountId: AccountId.parse(accountId),
          request,
        }),
      decideCost: (costId: string, request: object) =>
        decideCost({ ...own, write, clock })({ lenderId, costId, request } as never),
      answer: (reportId: string, request: object) =>
        answerReport({ ...own, write, clock })({ lenderId, reportId, request } as never),
      again: (message: EventMessage) => placeAgain({ ...own, write, clock })(message),
      circumstances: (accountId: string, change: object) =>
        changeCircumstances({ ...own, write, clock })({
          lenderId,
          accountId: AccountId.parse(accountId),
          change: CircumstancesChange.parse(change),
        }),
      fire: () => fire(time.now),
      resolve: (disputeId: string, request: object) =>
        working({ disputeId, what: "resolution" }, (known, by) =>
          answer(known, { request: ResolveDisputeRequest.parse(request) }, by),
        ),
      /** What a lender does with a dispute, under an idempotency key. */
      work: (disputeId: string, { what, key = "key-1" }: { what: string; key?: string }, decide: WorkOn) =>
        working({ disputeId, what, once: { lenderId, key, bodyHash: what } }, decide),
      /** A lender's command on an account, under an idempotency key. */
      command: (
        accountId: string,
        what: string,
        decide: (
          known: Known,
          by: By & { readonly lenderId: LenderId },
        ) => Result<AccountStep | undefined, Refusal>,
      ) =>
        changeAccount({ ...own, idempotency: idempotencyStore(guarded), write, clock })(
          { lenderId, accountId: AccountId.parse(accountId), what, bodyHash: what, idempotencyKey: what },
          async (known, now) => decide(known, { actor: { kind: "LENDER", id: lenderId }, now, lenderId }),
        ),
      /** The lender records what it got, or what went back of it. */
      direct: (accountId: string, body: Readonly<Record<string, unknown>>, idempotencyKey = "key-1") => {
        const asked = { lenderId, accountId: AccountId.parse(accountId), what: "direct", idempotencyKey };
        const requestHash = sha256(canonical(body));
        const { payment, reversal } = recordDirect(own);
        return changeAccount({ ...own, idempotency: idempotencyStore(guarded), write, clock })(
          { ...asked, bodyHash: requestHash },
          async (known, now) => {
            const by = { actor: { kind: "LENDER" as const, id: lenderId }, now, requestHash };
            if (!("reversalRef" in body)) return payment(known, DirectPaymentRequest.parse(body), by);
            return reversal(known, { paymentRef: "d-1", request: DirectReversalRequest.parse(body) }, by);
          },
        );
      },
      after: (message: EventMessage) => afterPayment({ ...own, write, clock })(message),
      inform: (accountId: string, text: string) =>
        provideInformation({ ...own, write, clock })(lenderId, AccountId.parse(accountId), text),
      route: (event: RoutedEvent) =>
        routeEvent({
          queues: {
            deliveries: "deliveries",
            disputes: "disputes",
            placements: "placements",
            feed: "feed",
            finance: "finance",
          },
          send,
          tellLender: tellLender({
            endpoints: own.endpoints,
            sendHint: sendHint({ queue: "deliveries", send, newUlid: ulid }),
          }),
          update,
        })(event),
      append: (agencyId: AgencyId, accountIds: readonly string[]) => {
        const append = appendToFeed({ ...own, writeBeside, clock });
        return append(
          agencyId,
          accountIds.map((id) => AccountId.parse(id)),
        );
      },
      exportFile: (agencyId: AgencyId) =>
        exportFile({
          ...own,
          handOver: handOver({ ...own, create: (item) => around(() => creating(item)), clock }),
          objects: {
            open: (key) => {
              let text = "";
              return {
                write: async (more) => void (text += more),
                close: () =>
                  around(async () => {
                    objects.set(key, [...(objects.get(key) ?? []), text]);
                    return { bytes: Buffer.byteLength(text), sha256: sha256(text) };
                  }),
              };
            },
          },
          create: (item) => around(() => creating(item)),
          update,
          clock,
        })(agencyId),
      deliver: (event: RoutedEvent) => {
        const targets = { agencies: own.agencies, endpoints: own.endpoints };
        const take = takeHint({
          findTargets: findTargets(targets),
          sendHint: sendHint({ queue: "deliveries", send, newUlid: ulid }),
          look: lookAtLane({
            ...own,
            handOver: handOver({ ...own, create: (item) => around(() => creating(item)), clock }),
            findTarget: findTarget(targets),
            post: (_destination, { text }) =>
              around(async () => {
                taken.push(JSON.parse(text));
                return { status: 204, milliseconds: 1 };
              }),
            update,
            writeBeside,
            create: (item) => around(() => creating(item)),
            clock,
            random: () => 0.5,
            newUlid: ulid,
            log: { info: () => undefined, warn: () => undefined, error: () => undefined },
          }),
        });
        return take(EventHint.parse({ ...event, ...event.data }), () => true);
      },
    };
  };

  return {
    lenderId,
    agencyIds,
    sent,
    taken,
    objects,
    useCases,
    pass: (hours: number) => {
      time.now = plusHours(time.now, hours);
    },
    /** Changes a contract as the operator does. */
    agree: ({ lenderId: _lender, agencyId, version: _version, ...terms }: Contract) =>
      saveContract({ ...stores, ...single })(lenderId, agencyId, terms),
    /** Names an account, so that its clocks are found and it is part of what is compared. */
    /** The types of the holds that stand on an account. */
    holds: async (accountId: string) =>
      (await stores.accounts.find(AccountId.parse(accountId)))?.holds.map(({ type }) => type),
    knows: (accountId: string) => {
      if (!accountIds.includes(AccountId.parse(accountId))) accountIds.push(AccountId.parse(accountId));
    },
    holder: (account: { readonly placements: readonly { readonly agencyId: string }[] }) =>
      AgencyId.parse(account.placements.at(-1)?.agencyId),
    /** The record that holds a payment of nobody's. */
    suspenseOf: async (agencyId: AgencyId, paymentRef: string): Promise<string> =>
      (await stores.payments.find(agencyId, paymentRef))?.accountId ?? "",
    /** The event of a type, as the outbox and the workers find it. */
    event: async (accountId: string, type: string, index = 0) => {
      const { items } = await newReader(table).page({
        pk: `ACCOUNT#${accountId}`,
        prefix: "EVENT#",
        limit: 100,
      });
      const found = items.filter((item) => EventMessage.parse(item).type === type)[index];
      return WithActor.parse(found);
    },
    state: () => stateOf(newReader(quietTable()), { lenderId, agencyIds, accountIds }),
  };
}

type Parties = { readonly lenderId: LenderId; readonly agencyIds: readonly AgencyId[] };

/** Set up in memory and then put there in one go: a world is made for every crash, and none of it crashes here. */
async function itemsAtStart({ lenderId, agencyIds }: Parties, wish: WorldWish) {
  const memory = memoryTable();
  const stores = storesOn(memory.reader, memory.create);
  const put: PutOne = async (item) => memory.put(item);
  const single = { put, create: memory.create, clock: { now: () => began } };
  await saveLender({ ...stores, ...single })(lenderId, {
    name: "Sample Bank",
    policy: aPolicy(wish.policy),
  } as never);
  for (const agencyId of agencyIds) {
    const agency = Agency.parse({
      ...anAgencyBody("https://agency.example/", "whsec_x"),
      webhookSecrets: [`whsec_${"A".repeat(43)}=`],
      agencyId,
    });
    await put(stores.agencies.item(agency));
    const save = saveContract({ ...stores, ...single });
    await save(lenderId, agencyId, {
      ...aContract(wish.contract),
      products: [],
      acknowledgeWithinHours: 48,
      ...(wish.capacity !== undefined && { capacity: wish.capacity }),
      ...(wish.capacityPerDay !== undefined && { capacityPerDay: wish.capacityPerDay }),
    } as never);
  }
  return memory.all("");
}

const WithActor = RoutedEvent.extend({ actor: z.object({ id: z.string() }) });

const storesOn = (reader: Reader, create: ReturnType<typeof createOne> = createOne(quietTable())) => ({
  accounts: accountStore(reader),
  agencies: agencyStore(reader, () => Date.now()),
  breakers: breakerStore(reader),
  arrangements: arrangementStore(reader),
  costs: costStore(reader),
  settlements: settlementStore(reader),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  // The index shows the lender and the identifier, so that what is left can be compared between worlds.
  debtors: debtorStore(reader, openVault, async (text) => text),
  deliveries: deliveryStore(reader),
  disclosures: disclosureStore(reader),
  disputes: disputeStore(reader),
  documents: documentStore(reader),
  notes: noteStore(reader),
  commissions: commissionWatchStore(reader),
  feeds: feedStore(reader),
  files: fileStore(reader),
  endpoints: endpointStore(reader),
  information: informationStore(reader, openVault),
  lanes: laneStore(reader),
  directPayments: directPaymentStore(reader),
  told: toldStore(reader),
  payments: paymentStore(reader),
  placements: placementStore(reader),
  quarantine: quarantineStore(reader),
  receipts: receiptStore(reader, create),
  reports: reportStore(reader),
});

/** The index is everybody's; this looks only at the world's own accounts. */
async function dueClocks(
  reader: Reader,
  accountIds: readonly AccountId[],
  now: Instant,
): Promise<readonly Clock[]> {
  const pages = await Promise.all(
    accountIds.map((id) => reader.page({ pk: `ACCOUNT#${id}`, prefix: "CLOCK#", limit: 100 })),
  );
  return pages
    .flatMap(({ items }) => items as readonly Record<string, string>[])
    .filter((item) => item["list"]?.startsWith("DUE#") === true && item["at"]! <= now)
    .map((item) => Clock.parse(item));
}

/** Everything that the world left in the table, by names that are the same in every world. */
async function stateOf(
  reader: Reader,
  {
    lenderId,
    agencyIds,
    accountIds,
  }: { lenderId: string; agencyIds: readonly string[]; accountIds: readonly string[] },
): Promise<readonly unknown[]> {
  const partitions = [
    `LENDER#${lenderId}`,
    ...accountIds.map((id) => `ACCOUNT#${id}`),
    ...agencyIds.flatMap((id) => [`AGENCY#${id}`, `FEED#${id}`]),
  ];
  const references = ["e-1", "e-2", "e-3", "p-1", "r-1", "d-1", "L-1", "key-1"].flatMap((ref) => [
    ...agencyIds.flatMap((id) => [
      `RECEIPT#${storesOn(reader).receipts.idOf(AgencyId.parse(id), ref)}`,
      ...["PAYMENT", "REVERSAL"].map((kind) => `${kind}#${id}#${ref}`),
    ]),
    ...["PAYMENT", "REVERSAL"].map((kind) => `${kind}#${lenderId}#${ref}`),
    `REF#${lenderId}#${ref}`,
    `IDEMPOTENCY#${lenderId}#${ref}`,
  ]);
  const pages = await Promise.all(
    [...partitions, ...references].filter(isTouched).map((pk) => reader.page({ pk, limit: 100 })),
  );
  const items = pages.flatMap(({ items: found }) => found as readonly Record<string, unknown>[]);
  const suspense = items
    .flatMap(({ accountId, data }) => [accountId, z.looseObject({}).safeParse(data).data?.["suspenseId"]])
    .filter((id) => typeof id === "string" && id.startsWith("sus_"));
  const more = await Promise.all(
    [...new Set(suspense)].map((id) => reader.page({ pk: `ACCOUNT#${String(id)}`, limit: 100 })),
  );
  return named([
    ...items,
    ...more.flatMap(({ items: found }) => found as readonly Record<string, unknown>[]),
  ]);
}

/** Differs from run to run and says nothing: chained hashes over ids, what is sealed, how often an agency was asked. */
const immaterial = new Set([
  "attempts",
  "hash",
  "previousHash",
  "head",
  "sealed",
  "bodyHash",
  "payloadHash",
  "receiptId",
  "sha256",
]);

function named(items: readonly Record<string, unknown>[]): readonly unknown[] {
  const names = new Map<string, string>();
  const text = JSON.stringify(items, (member, value: unknown) =>
    immaterial.has(member) ? undefined : value,
  );
  const renamed = text.replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/gu, (id) => {
    if (!names.has(id)) names.set(id, `#${names.size + 1}`);
    return names.get(id)!;
  });
  // Which of the lists it is hangs on the agency's id.
  const unsharded = renamed.replaceAll(/QUARANTINE#([A-Z]+)#\d/gu, "QUARANTINE#$1");
  return JSON.parse(unsharded.replaceAll(/rcp_[0-9a-f]{26}/gu, "rcp")) as unknown[];
}
