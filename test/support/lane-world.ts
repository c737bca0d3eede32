import { ulid } from "ulid";
import type { Account } from "../../shared/accounts/model.ts";
import { accountStateStore } from "../../shared/accounts/state-store.ts";
import type { Agency } from "../../shared/agencies/model.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import type { Destination, PostToAgency } from "../../shared/deliveries/agency-client.ts";
import { breakerStore } from "../../shared/deliveries/breaker-store.ts";
import type { Endpoint } from "../../shared/deliveries/endpoint.ts";
import { endpointStore } from "../../shared/deliveries/endpoint-store.ts";
import { findTarget, findTargets } from "../../shared/deliveries/find-targets.ts";
import { laneStore } from "../../shared/deliveries/lane-store.ts";
import { lookAtLane } from "../../shared/deliveries/look-at-lane.ts";
import { DeliveryMessage } from "../../shared/deliveries/messages.ts";
import type { Answer } from "../../shared/deliveries/model.ts";
import { removeEndpoint } from "../../shared/deliveries/remove-endpoint.ts";
import { replayEvent } from "../../shared/deliveries/replay-event.ts";
import { sendHint } from "../../shared/deliveries/send-hint.ts";
import { deliveryStore } from "../../shared/deliveries/store.ts";
import { takeHint } from "../../shared/deliveries/take-hint.ts";
import { tellLender } from "../../shared/deliveries/tell-lender.ts";
import type { LaneRef } from "../../shared/deliveries/recipient.ts";
import { tendBreakers } from "../../shared/deliveries/tend-breakers.ts";
import { wakeDueLanes } from "../../shared/deliveries/wake-lanes.ts";
import { handOver } from "../../shared/disclosure/hand-over.ts";
import { disclosureStore } from "../../shared/disclosure/store.ts";
import type { EventDraft } from "../../shared/kernel/event.ts";
import { EndpointId, primaryEndpointIdOf } from "../../shared/kernel/ids.ts";
import { plusSeconds, type Instant } from "../../shared/kernel/time.ts";
import type { CreateOne, PutOne, Reader, UpdateOne } from "../../shared/platform/dynamo.ts";
import { recorded } from "../../shared/platform/events.ts";
import type { Send } from "../../shared/platform/queues.ts";
import type { WriteBeside } from "../../shared/platform/write.ts";
import {
  aDraft,
  aLenderId,
  anAccount,
  anAgency,
  aSecret,
  now,
  placementOf,
  startOfHistory,
} from "./builders.ts";
import { memoryTable } from "./memory-table.ts";
import { readerWithin, untouched, type Around } from "./around.ts";

type Store = {
  readonly reader: Reader;
  readonly update: UpdateOne;
  readonly create: CreateOne;
  readonly put: PutOne;
  readonly writeBeside: WriteBeside;
};

/** One post as its recipient saw it. */
type Came = {
  readonly eventId: string;
  /** What its order is about: the placement, or a lender's account. */
  readonly about: string;
  readonly url: string;
  readonly status: number | undefined;
  readonly at: Instant;
};

type Waiting = { readonly body: string; readonly group: string; readonly visibleAt: Instant };

/** What a lane carries, by its account: the events are holds that say nothing about the debtor. */
type Case = {
  readonly account: Account;
  readonly eventIds: string[];
  head: ReturnType<typeof recorded>["chain"];
};

/** An agency, or a lender, whose answers a test decides, accounts with events for it, a queue, a clock, and time that is moved. */
export type LaneWorld = ReturnType<typeof newLaneWorld>;

export function newLaneWorld(
  wish: {
    readonly agency?: Agency;
    /** Whether the events are for the lender instead, which then has one endpoint. */
    readonly isForLender?: boolean;
    readonly store?: Store;
    readonly random?: () => number;
    /** Posts for real; without it, answers are what the test says. */
    readonly post?: PostToAgency;
    /** Another time than the one that tests move. */
    readonly time?: { now: Instant };
  } = {},
) {
  const agency = wish.agency ?? anAgency();
  const lenderId = aLenderId();
  const memory = memoryTable();
  const store: Store = wish.store ?? { ...memory, put: async (item) => memory.put(item) };
  const random = wish.random ?? (() => 0.5);
  const time = wish.time ?? { now };
  const lendersOwn: Endpoint = {
    lenderId,
    endpointId: EndpointId.parse(`end_${ulid()}`),
    url: "https://lender.example/",
    eventTypes: [],
    secrets: [{ secret: aSecret(), createdAt: now }],
    createdAt: now,
    revision: 1,
  };
  const came: Came[] = [];
  const queue: Waiting[] = [];
  const sends = new Set<string>();
  const cases: Case[] = [];
  const logged: string[] = [];
  let answer: (post: { readonly eventId: string; readonly url: string }) => Partial<Answer> = () => ({
    status: 204,
  });
  const usualUrl = wish.isForLender === true ? lendersOwn.url : (agency.endpointUrl ?? "");
  const nowMs = () => Date.parse(time.now);
  const clock = { now: () => time.now };
  const log = {
    info: (code: string) => void logged.push(code),
    warn: (code: string) => void logged.push(code),
    error: (code: string) => void logged.push(code),
  };

  const send: Send = async (_queue, body, { group, dedupe }) => {
    const name = `${group} ${dedupe}`;
    if (!sends.has(name)) queue.push({ body, group, visibleAt: time.now });
    sends.add(name);
  };

  const useCases = (around: Around = untouched) => {
    const reader = readerWithin(around, store.reader);
    const update: UpdateOne = (change) => around(() => store.update(change));
    const create: CreateOne = (item) => around(() => store.create(item));
    const writeBeside: WriteBeside = (changes) => around(() => store.writeBeside(changes));
    const sending: Send = (...given) => around(() => send(...given));
    const agencies = agencyStore(reader, nowMs);
    const endpoints = endpointStore(reader, nowMs);
    const lanes = laneStore(reader);
    const hint = sendHint({ queue: "deliveries", send: sending, newUlid: ulid });
    const posting = {
      handOver: handOver({
        accounts: { screenings: async () => [] },
        debtors: { find: async () => undefined },
        information: { find: async () => undefined },
        placements: { find: async () => undefined },
        disclosures: disclosureStore(reader),
        create,
        clock,
      }),
      breakers: breakerStore(reader, nowMs),
      deliveries: deliveryStore(reader),
      findTarget: findTarget({ agencies, endpoints }),
      post:
        wish.post ??
        (({ url }: Destination, { id, text }: { readonly id: string; readonly text: string }) =>
          around(async () => {
            const { status, failure, ...more } = answer({ eventId: id, url });
            const { placementId, accountId } = JSON.parse(text);
            came.push({ eventId: id, url, status, about: placementId ?? accountId, at: time.now });
            return {
              milliseconds: 5,
              ...(failure === undefined ? { status: status! } : { failure }),
              ...more,
            };
          })),
      update,
      writeBeside,
      create,
      clock,
      newUlid: ulid,
      random,
      log,
    };
    const take = takeHint({
      findTargets: findTargets({ agencies, endpoints }),
      look: lookAtLane({ ...posting, lanes }),
      sendHint: hint,
    });
    const replay = replayEvent(posting);
    return {
      hint,
      remove: removeEndpoint({ ...posting, endpoints }),
      /** What the worker does with a message. @returns seconds after which it comes again */
      work: async (body: string, hasTime: () => boolean = () => true): Promise<number | undefined> => {
        const message = DeliveryMessage.parse(JSON.parse(body));
        if ("kind" in message && message.kind === "replay") return replay(message).then(() => undefined);
        return take(message, hasTime);
      },
      /** What the clock does every minute. */
      tick: async () => {
        const tended = await tendBreakers({ ...posting, lanes, sendHint: hint })(time.now);
        const woken = await wakeDueLanes({ lanes, update, sendHint: hint })(time.now);
        return { ...tended, woken };
      },
    };
  };

  const drain = async (around?: Around): Promise<void> => {
    const cases = useCases(around);
    for (let message = next(); message !== undefined; message = next()) {
      const { body, group } = message;
      const seconds = await cases.work(body);
      if (seconds === undefined) queue.splice(queue.indexOf(message), 1);
      else
        queue.splice(queue.indexOf(message), 1, {
          body,
          group,
          visibleAt: plusSeconds(time.now, seconds),
        });
    }
  };

  /** The first message that may be taken: one that waits keeps back those behind it in its group. */
  function next(): Waiting | undefined {
    const held = new Set<string>();
    for (const message of queue) {
      if (held.has(message.group)) continue;
      if (message.visibleAt <= time.now) return message;
      held.add(message.group);
    }
    return undefined;
  }

  return {
    agency,
    primary: { agencyId: agency.agencyId, endpointId: primaryEndpointIdOf(agency.agencyId) },
    store,
    memory,
    time,
    came,
    queue,
    logged,
    useCases,
    send,
    answerWith: (next: typeof answer | number) => {
      answer = typeof next === "number" ? () => ({ status: next }) : next;
    },
    setUp: async (...endpoints: readonly Endpoint[]): Promise<void> => {
      await store.put(agencyStore(store.reader).item(agency));
      for (const endpoint of [...endpoints, ...(wish.isForLender === true ? [lendersOwn] : [])])
        await store.put(endpointStore(store.reader).item(endpoint));
    },
    /** An account at the agency, with so many events for it, each announced to the queue unless it gets lost. */
    newCase: async (count: number, isLost: (n: number) => boolean = () => false): Promise<Case> => {
      const account = anAccount({ lenderId, holders: [agency.agencyId] });
      const one: Case = { account, eventIds: [], head: startOfHistory };
      const item = accountStateStore(store.reader).created(account).item;
      await store.put(item);
      cases.push(one);
      await add(one, count, isLost);
      return one;
    },
    add,
    drain,
    /** Moves time on, minute by minute, as the clock and the queue would see it. */
    pass: async (minutes: number, stepMinutes = 1): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += stepMinutes) {
        time.now = plusSeconds(time.now, stepMinutes * 60);
        await useCases().tick();
        await drain();
      }
    },
    /** The events of a case that were taken at an address, in the order of their first taking. */
    taken: (one: Case, url: string = usualUrl): readonly string[] => [
      ...new Set(
        came
          .filter((post) => post.url === url && post.status !== undefined && post.status < 300)
          .filter((post) => one.eventIds.includes(post.eventId))
          .map(({ eventId }) => eventId),
      ),
    ],
    refOf: (one: Case, endpointId = primaryEndpointIdOf(agency.agencyId)): LaneRef => {
      const { accountId } = one.account;
      return wish.isForLender === true
        ? { accountId, lenderId, endpointId: lendersOwn.endpointId }
        : { accountId, placementId: placementOf(one.account), agencyId: agency.agencyId, endpointId };
    },
    lanes: () => [...memory.all("EVENT>LANE#"), ...memory.all("LANE#")],
  };

  async function announce({ account }: Case, eventId: string): Promise<void> {
    const { accountId } = account;
    if (wish.isForLender === true) {
      const endpoints = endpointStore(store.reader, nowMs);
      const hint = sendHint({ queue: "deliveries", send, newUlid: ulid });
      return tellLender({ endpoints, sendHint: hint })({ accountId, lenderId, eventId });
    }
    const placementId = placementOf(account);
    const body = JSON.stringify({ accountId, placementId, agencyId: agency.agencyId, eventId });
    return send("deliveries", body, { group: placementId, dedupe: eventId });
  }

  async function add(one: Case, count: number, isLost: (n: number) => boolean = () => false): Promise<void> {
    const placementId = placementOf(one.account);
    const data = { placementId, agencyId: agency.agencyId, holdId: "hld_1", holdType: "DISPUTE" };
    const drafts: EventDraft[] = Array.from({ length: count }, () =>
      aDraft({
        type: "hold.released",
        data,
        ...(wish.isForLender !== true && { route: { queue: "deliveries", group: placementId } }),
      }),
    );
    const { accountId } = one.account;
    const { items, chain } = recorded(
      { accountId, chain: one.head, ...(wish.isForLender === true && { lenderId }) },
      drafts,
      time.now,
    );
    one.head = chain;
    for (const [n, { item }] of items.entries()) {
      await store.put(item);
      const eventId = String(item["eventId"]);
      one.eventIds.push(eventId);
      if (!isLost(n)) await announce(one, eventId);
    }
  }
}
