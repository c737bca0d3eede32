import { ulid } from "ulid";
import * as z from "zod";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { placeAccount } from "../../shared/accounts/place-account.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { PlaceAccountRequest } from "../../shared/accounts/wire.ts";
import { Agency } from "../../shared/agencies/model.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { suspend } from "../../shared/callbacks/suspend.ts";
import { takeCallback } from "../../shared/callbacks/take-callback.ts";
import { writtenOf } from "../../shared/callbacks/transaction.ts";
import { Callback } from "../../shared/callbacks/wire.ts";
import { fireDue } from "../../shared/clocks/fire-due.ts";
import { Clock } from "../../shared/clocks/model.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import { saveContract } from "../../shared/contracts/save-contract.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { deliver } from "../../shared/deliveries/deliver.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import type { OutboundBody } from "../../shared/deliveries/wire.ts";
import { handleDispute } from "../../shared/disputes/handle-dispute.ts";
import { resolveDispute } from "../../shared/disputes/resolve-dispute.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import { AccountId, AgencyId, LenderId } from "../../shared/kernel/ids.ts";
import { Instant, plusHours, type Clock as Time } from "../../shared/kernel/time.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { EventMessage, RoutedEvent } from "../../shared/outbox/message.ts";
import { routeEvent } from "../../shared/outbox/route-event.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { placeAgain } from "../../shared/placements/place-again.ts";
import { provideInformation } from "../../shared/placements/provide-information.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import {
  createOne,
  newReader,
  putOne,
  updateOne,
  type Reader,
  type Table,
} from "../../shared/platform/dynamo.ts";
import type { Send } from "../../shared/platform/queues.ts";
import type { Vault } from "../../shared/platform/vault.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { quietTable } from "./quiet-table.ts";
import { aContract, anAccount, anAgencyBody, aPolicy } from "./tenant.ts";

/** Goes around every call of a use case to the outside: the store, the queues, the agency. */
export type Around = <T>(call: () => Promise<T>) => Promise<T>;

const untouched: Around = (call) => call();

export const began = Instant.parse("2026-03-02T12:00:00.000Z");

/** A lender with two agencies on the quiet table, and the gateway's use cases with something around their calls. */
export type World = Awaited<ReturnType<typeof newWorld>>;

const idWith = (prefix: string, last: string): string => `${prefix}_${ulid().slice(0, 25)}${last}`;

/** Seals nothing: what it keeps secret is not what a crash can break. */
const openVault: Vault = {
  seal: async (text) => new TextEncoder().encode(text),
  open: async (sealed) => new TextDecoder().decode(sealed),
};

export async function newWorld(wish: { readonly capacity?: number; readonly table?: Table } = {}) {
  const table = wish.table ?? quietTable();
  const lenderId = LenderId.parse(idWith("lnd", "0"));
  const agencyIds = ["A", "B"].map((last) => AgencyId.parse(idWith("agy", last))).toSorted();
  const sent: { readonly queue: string; readonly body: string; readonly dedupe: string }[] = [];
  const taken: OutboundBody[] = [];
  const time = { now: began };
  const accountIds: AccountId[] = [];
  const stores = storesOn(newReader(table), createOne(table));
  const put = putOne(table);
  await saveLender({ contracts: stores.contracts, put })(lenderId, {
    name: "Sample Bank",
    policy: aPolicy(),
  } as never);
  for (const agencyId of agencyIds) {
    const agency = Agency.parse({
      ...anAgencyBody("https://agency.example/", "whsec_x"),
      webhookSecrets: [`whsec_${"A".repeat(43)}=`],
      agencyId,
    });
    await put(stores.agencies.item(agency));
    const save = saveContract({ ...stores, put, create: createOne(table) });
    await save(lenderId, agencyId, {
      ...aContract(),
      products: [],
      acknowledgeWithinHours: 48,
      capacity: wish.capacity ?? 100,
    } as never);
  }

  const useCases = (around: Around = untouched) => {
    const reader = newReader(table);
    const guarded: Reader = {
      get: (key) => around(() => reader.get(key)),
      getAll: (keys) => around(() => reader.getAll(keys)),
      page: (query) => around(() => reader.page(query)),
    };
    const writing = newWrite(table);
    const write: typeof writing = (written) => around(() => writing(written));
    const updating = updateOne(table);
    const update: typeof updating = (change) => around(() => updating(change));
    const creating = createOne(table);
    const own = storesOn(guarded, (item) => around(() => creating(item)));
    const clock: Time = { now: () => time.now };
    const send: Send = (queue, body, { dedupe }) =>
      around(async () => void sent.push({ queue, body, dedupe }));
    const newAccountId = () => AccountId.parse(idWith("acc", "0"));
    const place = placeAccount({ ...own, idempotency: idempotencyStore, newAccountId, write });
    const take = takeCallback({
      ...own,
      writtenOf: writtenOf({ ...own, contacts: contactStore }),
      suspend: suspend({ ...own, newSuspenseId: () => idWith("sus", "0"), write }),
      write,
    });
    const due = async (list: string, now: Instant) =>
      list === "DUE#0" ? dueClocks(guarded, accountIds, now) : [];
    const fire = fireDue({ ...own, clocks: { ...own.clocks, due }, update, write });
    return {
      placeAccount: place,
      place: async (changes = {}, idempotencyKey?: string) => {
        const request = PlaceAccountRequest.parse(
          anAccount({ lenderAccountRef: "L-1", delinquencyDate: "2025-06-01", ...changes }),
        );
        const { account } = await place({
          lenderId,
          request,
          bodyHash: sha256(canonical(request)),
          ...(idempotencyKey !== undefined && { idempotencyKey }),
          now: time.now,
        });
        return account;
      },
      callback: (agencyId: AgencyId, body: Readonly<Record<string, unknown>>) => {
        const raw = JSON.stringify({ effectiveAt: began, ...body });
        const callback = Callback.parse(JSON.parse(raw));
        return take({ agencyId, callback, payloadHash: sha256(raw), receivedAt: time.now }, raw);
      },
      dispute: (message: EventMessage) => handleDispute({ ...own, write, clock })(message),
      again: (message: EventMessage) => placeAgain({ ...own, write, clock })(message),
      fire: () => fire(time.now),
      resolve: (disputeId: string, request: object) =>
        resolveDispute({ ...own, write, clock })({ lenderId, disputeId, request } as never),
      inform: (accountId: string, text: string) =>
        provideInformation({ ...own, write, clock })(lenderId, AccountId.parse(accountId), text),
      route: (event: RoutedEvent) =>
        routeEvent({
          queues: { deliveries: "deliveries", disputes: "disputes", placements: "placements" },
          send,
          update,
        })(event),
      deliver: (message: EventMessage) =>
        deliver({
          ...own,
          deliveries: own.deliveries,
          post: (_agency, body) =>
            around(async () => {
              taken.push(body);
              return { status: 204 };
            }),
          update,
          clock,
        })(message),
    };
  };

  return {
    lenderId,
    agencyIds,
    sent,
    taken,
    useCases,
    pass: (hours: number) => {
      time.now = plusHours(time.now, hours);
    },
    /** Names an account, so that its clocks are found and it is part of what is compared. */
    knows: (accountId: string) => {
      if (!accountIds.includes(AccountId.parse(accountId))) accountIds.push(AccountId.parse(accountId));
    },
    holder: (account: { readonly placements: readonly { readonly agencyId: string }[] }) =>
      AgencyId.parse(account.placements.at(-1)?.agencyId),
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
    state: () => stateOf(newReader(table), { lenderId, agencyIds, accountIds }),
  };
}

const WithActor = RoutedEvent.extend({ actor: z.object({ id: z.string() }) });

const storesOn = (reader: Reader, create: ReturnType<typeof createOne> = createOne(quietTable())) => ({
  accounts: accountStore(reader),
  agencies: agencyStore(reader, () => Date.now()),
  clocks: clockStore(reader),
  contracts: contractStore(reader),
  debtors: debtorStore(reader, openVault),
  deliveries: deliveryStore(reader),
  disputes: disputeStore(reader),
  payments: paymentStore(reader),
  placements: placementStore(reader),
  receipts: receiptStore(reader, create),
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
    .filter((item) => item["list"] !== undefined && item["at"]! <= now)
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
  const partitions = [`LENDER#${lenderId}`, ...accountIds.map((id) => `ACCOUNT#${id}`)];
  const references = ["e-1", "e-2", "e-3", "p-1", "r-1", "L-1", "key-1"].flatMap((ref) => [
    ...agencyIds.flatMap((id) => ["RECEIPT", "PAYMENT", "REVERSAL"].map((kind) => `${kind}#${id}#${ref}`)),
    `REF#${lenderId}#${ref}`,
    `IDEMPOTENCY#${lenderId}#${ref}`,
  ]);
  const pages = await Promise.all(
    [...partitions, ...references].map((pk) => reader.page({ pk, limit: 100 })),
  );
  const items = pages.flatMap(({ items: found }) => found as readonly Record<string, unknown>[]);
  const suspense = items
    .map(({ accountId }) => accountId)
    .filter((id) => typeof id === "string" && id.startsWith("sus_"));
  const more = await Promise.all(
    [...new Set(suspense)].map((id) => reader.page({ pk: `ACCOUNT#${String(id)}`, limit: 100 })),
  );
  return named([
    ...items,
    ...more.flatMap(({ items: found }) => found as readonly Record<string, unknown>[]),
  ]);
}

/** Differs from run to run and says nothing: chained hashes over ids, and what is sealed. */
const immaterial = new Set([
  "hash",
  "previousHash",
  "head",
  "sealed",
  "bodyHash",
  "payloadHash",
  "receiptId",
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
  return JSON.parse(renamed.replaceAll(/rcp_[0-9a-f]{26}/gu, "rcp")) as unknown[];
}
