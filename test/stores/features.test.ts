import { describe, expect, inject, it } from "vitest";
import { keyStore } from "../../shared/access/store.ts";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { balanceView } from "../../shared/accounts/view.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { quarantineStore } from "../../shared/quarantine/store.ts";
import { receiptStore } from "../../shared/callbacks/receipt-store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contactStore } from "../../shared/compliance/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { disputeStore } from "../../shared/disputes/store.ts";
import type { Change, Create } from "../../shared/kernel/change.ts";
import { disputeIdOf, holdIdOf } from "../../shared/kernel/ids.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { informationStore } from "../../shared/placements/information-store.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { recorded } from "../../shared/platform/events.ts";
import { newKeyId } from "../../shared/platform/new-ids.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { newWrite } from "../../shared/platform/write.ts";
import {
  aClock,
  aContract,
  aDispute,
  aDraft,
  aLender,
  aLenderId,
  anAccount,
  anAgency,
  anAgencyId,
  aPayment,
  aPlacement,
  aRef,
  aRequest,
  at,
  now,
  startOfHistory,
  today,
  usd,
} from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const reader = newReader(table);
const put = putOne(table);
const update = updateOne(table);

/** Writes changes of one store beside an identity and an event of their own. */
async function writes(...state: Change[]) {
  const own = (name: string): Create => ({
    kind: "create",
    name,
    item: { pk: `TEST#${aRef(name)}`, sk: name },
  });
  return newWrite(table)({
    identity: [own("identity")],
    state: [state[0]!, ...state.slice(1)],
    events: [own("event")],
  });
}

describe("accounts", () => {
  const accounts = accountStore(reader);

  it("reads back what was written, and only the version that was read may be changed", async () => {
    const account = anAccount();
    expect(await writes(accounts.created(account))).toMatchObject({ ok: true });
    expect(await accounts.find(account.accountId)).toEqual(account);
    const later = at("2026-03-03T00:00:00.000Z");
    const paid = { ...account, paid: 100 };
    expect(await writes(accounts.changed(account, paid, later))).toMatchObject({ ok: true });
    expect(await accounts.find(account.accountId)).toEqual({
      ...paid,
      version: account.version + 1,
      updatedAt: later,
    });
    expect(await writes(accounts.changed(account, paid, later))).toMatchObject({
      ok: false,
      error: [{ name: "account" }],
    });
    expect(await writes(accounts.created(account))).toMatchObject({ ok: false });
  });

  it("refuses a lender's reference twice, and tells whose it is", async () => {
    const account = anAccount();
    await writes(accounts.reference(account));
    const other = anAccount({ lenderId: account.lenderId, lenderAccountRef: account.lenderAccountRef });
    expect(await writes(accounts.reference(other))).toMatchObject({
      ok: false,
      error: [{ name: "reference", existing: { accountId: account.accountId } }],
    });
    const elsewhere = anAccount({ lenderAccountRef: account.lenderAccountRef });
    expect(await writes(accounts.reference(elsewhere))).toMatchObject({ ok: true });
  });

  it("lists a lender's by when they came, page by page", async () => {
    const lenderId = aLenderId();
    const all = Array.from({ length: 5 }, (_, n) =>
      anAccount({ lenderId, createdAt: `2026-03-0${n + 1}T00:00:00.000Z` }),
    );
    for (const account of all.toReversed()) await writes(accounts.created(account));
    const first = await accounts.ids(lenderId, 3);
    const rest = await accounts.ids(lenderId, 3, first.next);
    expect([...first.ids, ...rest.ids]).toEqual(all.map(({ accountId }) => accountId));
    expect(rest.next).toBeUndefined();
    expect((await accounts.ids(aLenderId(), 3)).ids).toEqual([]);
  });

  it("takes a step once", async () => {
    const { accountId } = anAccount();
    expect(await writes(accounts.step(accountId, "resolve#1", now))).toMatchObject({ ok: true });
    expect(await writes(accounts.step(accountId, "resolve#1", now))).toMatchObject({
      ok: false,
      error: [{ name: "step" }],
    });
    expect(await writes(accounts.step(accountId, "resolve#2", now))).toMatchObject({ ok: true });
  });

  it("keeps the verdicts and what they were given on", async () => {
    const account = anAccount();
    const { debtor: _debtor, ...facts } = aRequest();
    const screening = { policyVersion: 1, verdicts: [], screenedAt: now, facts };
    await writes(accounts.screened(account, screening));
    expect(await accounts.screenings(account.accountId)).toEqual([screening]);
  });
});

describe("events", () => {
  it("stay on the outbox list until they are routed, and only those that go somewhere", async () => {
    const account = anAccount();
    const route = { queue: "deliveries", group: "g" } as const;
    const { items } = recorded(
      { accountId: account.accountId, chain: startOfHistory },
      [aDraft(), aDraft({ route })],
      at("2001-01-01T00:00:00.000Z"),
    );
    expect(await writes(...items)).toMatchObject({ ok: true });
    const listed = async () => {
      const pages = await Promise.all(
        [0, 1, 2, 3].map((shard) =>
          reader.page({ pk: `OUTBOX#${shard}`, index: "byList", upTo: "2001-01-02", limit: 100 }),
        ),
      );
      return pages
        .flatMap((page) => page.items)
        .filter((item) => (item as { pk: string }).pk.endsWith(account.accountId));
    };
    expect(await listed()).toMatchObject([{ sk: "EVENT#00000002" }]);
    const { pk, sk } = items[1]!.item;
    await update({ kind: "update", name: "outbox", key: { pk, sk }, remove: ["list", "at"], when: [] });
    expect(await listed()).toEqual([]);
    const { items: shown } = await accountStore(reader).events(account.accountId, 10);
    expect(shown.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await writes(items[0]!)).toMatchObject({ ok: false, error: [{ name: "event" }] });
  });
});

describe("payments", () => {
  const payments = paymentStore(reader);

  it("are permanent facts: one reference, one payment, and the standing one comes back", async () => {
    const account = anAccount();
    const payment = aPayment(account);
    await writes(payments.written(payment));
    expect(await payments.find(payment.agencyId, payment.paymentRef)).toEqual(payment);
    const outcome = await writes(payments.written({ ...payment, amount: 1 }));
    expect(outcome).toMatchObject({ ok: false, error: [{ name: "payment", existing: payment }] });
  });

  it("change only from what was read", async () => {
    const payment = aPayment(anAccount());
    await writes(payments.written(payment));
    const reversed = { ...payment, reversed: 10 };
    expect(await writes(payments.written(reversed, payment))).toMatchObject({ ok: true });
    expect(await writes(payments.written(reversed, payment))).toMatchObject({
      ok: false,
      error: [{ name: "payment", existing: reversed }],
    });
    expect(await payments.find(payment.agencyId, payment.paymentRef)).toEqual(reversed);
  });

  it("notice a reversal that began to wait meanwhile", async () => {
    const awaited = aPayment(anAccount(), { status: "AWAITED", amount: 0 });
    const one = { reversalRef: "r-1", amount: 1, reason: "NSF", effectiveAt: now };
    await writes(payments.written({ ...awaited, waiting: [one] }));
    const stale = await writes(payments.written({ ...awaited, waiting: [one] }, awaited));
    expect(stale).toMatchObject({ ok: false, error: [{ name: "payment" }] });
  });

  it("spend a reversal's reference once", async () => {
    const { agencyId, currency } = aPayment(anAccount());
    const reversal = { agencyId, reversalRef: aRef("r"), originalPaymentRef: "p", amount: 5, currency };
    await writes(payments.reversed(reversal));
    expect(await payments.findReversal(agencyId, reversal.reversalRef)).toEqual(reversal);
    expect(await writes(payments.reversed(reversal))).toMatchObject({
      ok: false,
      error: [{ name: "reversal", existing: reversal }],
    });
  });
});

describe("receipts", () => {
  const receipts = receiptStore(reader, createOne(table));
  const aReceipt = () => {
    const [agencyId, eventId] = [anAgencyId(), aRef("e")];
    const answer = {
      receiptId: receipts.idOf(agencyId, eventId),
      eventId,
      disposition: "ACCEPTED" as const,
      outstanding: usd(5),
      balance: balanceView({ due: { PRINCIPAL: 5 }, paid: 0, currency: usd(5).currency }),
    };
    return { agencyId, eventId, bodyHash: "h", answer, receivedAt: now };
  };

  it("come back as they were answered, member by member", async () => {
    const receipt = aReceipt();
    await writes(receipts.created(receipt));
    const found = await receipts.find(receipt.agencyId, receipt.eventId);
    expect(JSON.stringify(found?.answer)).toBe(JSON.stringify(receipt.answer));
    expect(await receipts.named(receipt.answer.receiptId)).toEqual(found);
    expect(await writes(receipts.created(receipt))).toMatchObject({
      ok: false,
      error: [{ name: "receipt", existing: receipt }],
    });
  });

  it("expire only where nothing was put aside for a person", async () => {
    const [kept, aside] = [aReceipt(), aReceipt()];
    expect(await receipts.keep(kept)).toBeUndefined();
    const why = { reason: "unknown-event-type" };
    expect(await receipts.quarantine({ ...aside, raw: '{"a":1}' }, why)).toBeUndefined();
    expect(await receipts.quarantine({ ...aside, raw: '{"a":2}' }, why)).toMatchObject(aside);
    const item = ({ answer }: typeof kept) =>
      reader.get({ pk: `RECEIPT#${answer.receiptId}`, sk: "RECEIPT" });
    const expiresAt = ((await item(kept)) as { expiresAt: number }).expiresAt;
    expect(expiresAt - Date.parse(now) / 1000).toBeGreaterThanOrEqual(35 * 86_400);
    expect(await item(aside)).not.toHaveProperty("expiresAt");
    expect(await item(aside)).toMatchObject({ raw: '{"a":1}' });
    const waiting = await quarantineStore(reader).page(
      { agencyId: aside.agencyId, state: "OPEN" },
      { limit: 10 },
    );
    expect(waiting.items).toMatchObject([{ state: "OPEN", why, eventId: aside.eventId }]);
  });

  it("have an id that a repeat cannot change and another event cannot get", () => {
    const agencyId = anAgencyId();
    expect(receipts.idOf(agencyId, "e-1")).toBe(receipts.idOf(agencyId, "e-1"));
    expect(receipts.idOf(agencyId, "e-1")).not.toBe(receipts.idOf(agencyId, "e-2"));
  });
});

describe("placements", () => {
  it("keep every placement of an account in order and end where they were", async () => {
    const placements = placementStore(reader);
    const account = anAccount();
    const placement = aPlacement(account, { state: "OFFERED" });
    await writes(placements.created(placement));
    const ended = { at: now, code: "CAPACITY", tailUntil: now, deleteBy: now };
    const { placementId, lenderId, agencyId, usageShard } = placement;
    await writes(
      placements.changed({ placementId, lenderId, agencyId, usageShard, state: "DECLINED", ended }),
    );
    expect(await placements.all(account.accountId)).toEqual([
      { ...placement, state: "DECLINED", endedAt: now, endCode: "CAPACITY", tailUntil: now, deleteBy: now },
    ]);
    expect(
      await writes(placements.changed({ placementId, lenderId, agencyId, usageShard, state: "ACTIVE" })),
    ).toMatchObject({ ok: false, error: [{ name: "placement", existing: { state: "DECLINED" } }] });
    const unknown = aPlacement(anAccount()).placementId;
    expect(
      await writes(
        placements.changed({ placementId: unknown, lenderId, agencyId, usageShard, state: "CLOSED" }),
      ),
    ).toMatchObject({ ok: false });
  });
});

describe("disputes", () => {
  const disputes = disputeStore(reader);

  it("stay on their lender's list until they are answered, the soonest due first", async () => {
    const lenderId = aLenderId();
    const raised = Array.from({ length: 6 }, (_, n) => {
      const account = anAccount({ lenderId });
      return aDispute(account, { lenderAnswerBy: `2026-03-0${n + 1}T00:00:00.000Z` });
    });
    const open = async (limit: number) => (await disputes.page({ lenderId, list: "OPEN", limit })).disputes;
    for (const dispute of raised.toReversed()) await writes(disputes.created(dispute));
    expect(await open(10)).toEqual(raised);
    expect(await open(2)).toEqual(raised.slice(0, 2));
    const [first] = raised;
    expect(await writes(disputes.changed(first!, { ...first!, state: "AWAITING_LENDER" }))).toMatchObject({
      ok: true,
    });
    expect(await open(10)).toHaveLength(6);
    const waiting = { ...first!, state: "AWAITING_LENDER" as const };
    await writes(disputes.changed(waiting, { ...waiting, state: "REJECTED" }));
    expect(await open(10)).toEqual(raised.slice(1));
    expect(await writes(disputes.changed(waiting, { ...waiting, state: "UPHELD" }))).toMatchObject({
      ok: false,
      error: [{ name: "dispute" }],
    });
  });

  it("of an account come in the order in which they were raised", async () => {
    const account = anAccount();
    const of = (sequence: number) =>
      aDispute(account, {
        disputeId: disputeIdOf(account.accountId, sequence),
        holdId: holdIdOf(account.accountId, sequence),
      });
    for (const sequence of [4, 12]) await writes(disputes.created(of(sequence)));
    const found = await disputes.ofAccount(account.accountId);
    expect(found.map(({ disputeId }) => disputeId).toSorted()).toEqual(
      [of(12).disputeId, of(4).disputeId].toSorted(),
    );
    expect(await disputes.find(of(4).disputeId)).toEqual(of(4));
  });
});

describe("clocks", () => {
  const clocks = clockStore(reader);
  const dueOf = async (accountId: string, when: string) => {
    const all = await Promise.all(clocks.lists.map((list) => clocks.due(list, at(when), 100)));
    return all.flat().filter((clock) => clock.accountId === accountId);
  };
  it("are due when their time has come, not before, and no more once they are stopped", async () => {
    const clock = await startedClock();
    expect(await dueOf(clock.accountId, "2001-01-01T23:59:59.999Z")).toEqual([]);
    expect(await dueOf(clock.accountId, "2001-01-02T00:00:00.000Z")).toEqual([clock]);
    await writes(...clocks.stopped(clock, now));
    expect(await dueOf(clock.accountId, "2001-01-03T00:00:00.000Z")).toEqual([]);
  });

  it("fire only while they run, and only at the time that was read", async () => {
    const clock = await startedClock();
    const later = { ...clock, dueAt: at("2001-01-05T00:00:00.000Z") };
    await writes(...clocks.restarted(later));
    expect(await writes(...clocks.fired(clock, now, aLenderId()))).toMatchObject({
      ok: false,
      error: [{ name: "clock" }],
    });
    expect(await dueOf(clock.accountId, "2001-01-04T00:00:00.000Z")).toEqual([]);
    expect(await writes(...clocks.fired(later, now, aLenderId()))).toMatchObject({ ok: true });
    expect(await writes(...clocks.fired(later, now, aLenderId()))).toMatchObject({ ok: false });
  });

  it("of a hold stand on their lender's list while they run, the soonest due first and page by page", async () => {
    const lenderId = aLenderId();
    const started = [];
    for (const day of ["04", "02", "03"]) {
      const clock = aClock(anAccount(), {
        kind: "HOLD_ACKNOWLEDGEMENT",
        ref: `hld_${day}`,
        dueAt: `2001-01-${day}T00:00:00.000Z`,
      });
      started.push({ ...clock, lenderId });
      await writes(...clocks.started({ ...clock, lenderId }));
    }
    const days = async () => {
      const first = await clocks.unacknowledged(lenderId, { limit: 2 });
      const rest = first.next && (await clocks.unacknowledged(lenderId, { limit: 2, after: first.next }));
      return [...first.items, ...(rest?.items ?? [])].map(({ holdId }) => holdId);
    };
    expect(await days()).toEqual(["hld_02", "hld_03", "hld_04"]);
    for (const one of clocks.answered(started[1]!, now)) await update(one);
    await writes(...clocks.stopped(started[0]!, now));
    expect(await days()).toEqual(["hld_03"]);
    const later = { ...started[2]!, dueAt: at("2001-01-09T00:00:00.000Z") };
    await writes(...clocks.restarted(later));
    for (const one of clocks.answered(started[2]!, now)) await update(one);
    expect(await clocks.unacknowledged(lenderId, { limit: 2 })).toMatchObject({
      items: [{ holdId: "hld_03", dueAt: later.dueAt }],
    });
  });

  it("that ran out are overdue until they are answered, where somebody must answer all the same", async () => {
    const lenderId = aLenderId();
    const clocksOf = (["DELETION", "LENDER_ANSWER", "RECALL"] as const).map((kind, n) =>
      aClock(anAccount(), { kind, ref: `r-${n}`, dueAt: `2001-01-0${n + 1}T00:00:00.000Z` }),
    );
    for (const clock of clocksOf) {
      await writes(...clocks.started(clock));
      expect(await writes(...clocks.fired(clock, now, lenderId))).toMatchObject({ ok: true });
    }
    const kinds = async () => (await clocks.overdue(lenderId, { limit: 9 })).items.map(({ kind }) => kind);
    expect(await kinds()).toEqual(["DELETION", "LENDER_ANSWER"]);
    await writes(...clocks.stopped(clocksOf[0]!, now));
    expect(await kinds()).toEqual(["LENDER_ANSWER"]);
    await writes(...clocks.restarted(clocksOf[1]!));
    expect(await kinds()).toEqual([]);
  });

  async function startedClock() {
    const clock = aClock(anAccount(), {
      kind: "ACKNOWLEDGEMENT",
      ref: "plc_x",
      dueAt: "2001-01-02T00:00:00.000Z",
    });
    expect(await writes(...clocks.started(clock))).toMatchObject({ ok: true });
    return clock;
  }
});

describe("contracts", () => {
  it("never lend out more places than they have, and take places back", async () => {
    const contracts = contractStore(reader);
    const lender = aLender();
    const contract = aContract({ lenderId: lender.lenderId, capacity: 2 });
    await put(contracts.lenderItem(lender));
    await put(contracts.contractItem(contract));
    await put(contracts.emptyUsage(contract, 0));
    const counted = async () => (await contracts.portfolio(lender.lenderId))?.usage[0];
    const taken = async () =>
      writes(contracts.occupied(contract, { shard: 0, counter: await counted() }, today));
    expect(await taken()).toMatchObject({ ok: true });
    expect(await taken(), "a quarter of the capacity is one").toMatchObject({
      ok: false,
      error: [{ name: "usage" }],
    });
    const place = { lenderId: lender.lenderId, agencyId: contract.agencyId, usageShard: 0 };
    expect(await writes(contracts.freed(place))).toMatchObject({ ok: true });
    expect(await taken()).toMatchObject({ ok: true });
    const portfolio = await contracts.portfolio(lender.lenderId);
    expect(portfolio).toEqual({
      lender,
      contracts: [contract],
      plans: [],
      usage: [{ agencyId: contract.agencyId, shard: 0, open: 1, placed: 2, day: today, placedOnDay: 2 }],
    });
    expect(await contracts.portfolio(aLenderId())).toBeUndefined();
  });
});

describe("contacts", () => {
  it("are kept once by their reference", async () => {
    const account = anAccount();
    const contact = {
      accountId: account.accountId,
      placementId: aPlacement(account).placementId,
      agencyId: account.holders[0]!,
      attemptRef: "a-1",
      channel: "SMS",
      outcome: "DELIVERED",
      startedAt: now,
      violations: [],
    };
    expect(await writes(contactStore.created(contact))).toMatchObject({ ok: true });
    expect(await writes(contactStore.created(contact))).toMatchObject({
      ok: false,
      error: [{ name: "contact", existing: contact }],
    });
  });
});

describe("idempotency records", () => {
  const idempotency = idempotencyStore(reader);

  it("belong to one lender and one key, and expire", async () => {
    const scope = { lenderId: aLenderId(), key: "k" };
    const record = { bodyHash: "h", answer: "{}" };
    await writes(idempotency.remembered(scope, record, now));
    const again = await writes(idempotency.remembered(scope, { ...record, bodyHash: "x" }, now));
    expect(again).toMatchObject({
      ok: false,
      error: [{ name: "idempotency", existing: { ...record, expiresAt: expect.any(Number) } }],
    });
    expect(
      await writes(idempotency.remembered({ ...scope, lenderId: aLenderId() }, record, now)),
    ).toMatchObject({ ok: true });
  });
});

describe("keys and agencies", () => {
  it("a key is found by its public part, and a change is seen after ten seconds", async () => {
    let nowMs = 0;
    const keys = keyStore(reader, () => nowMs);
    const keyId = newKeyId();
    const key = { keyId, hash: "h", principal: { kind: "FINANCE" as const }, label: "l", createdAt: now };
    expect(await keys.find(keyId.slice(4))).toBeUndefined();
    await put(keys.item(key));
    expect(await keys.find(keyId.slice(4))).toEqual(key);
    await put(keys.item({ ...key, revokedAt: now }));
    nowMs = 9_999;
    expect(await keys.find(keyId.slice(4))).toEqual(key);
    nowMs = 10_000;
    expect(await keys.find(keyId.slice(4))).toEqual({ ...key, revokedAt: now });
  });

  it("an agency is read back with its secrets, and a rotation is seen after ten seconds", async () => {
    let nowMs = 0;
    const agencies = agencyStore(reader, () => nowMs);
    const agency = anAgency();
    await put(agencies.item(agency));
    expect(await agencies.find(agency.agencyId)).toEqual(agency);
    await put(agencies.item({ ...agency, name: "New" }));
    expect((await agencies.find(agency.agencyId))?.name).toBe(agency.name);
    nowMs = 10_000;
    expect((await agencies.find(agency.agencyId))?.name).toBe("New");
    expect(await agencies.findAll([agency.agencyId, anAgencyId()])).toHaveLength(1);
  });
});

describe("debtors", () => {
  const { debtor } = aRequest();
  const debtors = debtorStore(reader, newVault(inject("cloud").personalDataKeyArn));

  const whole = ["name", "contactPoints", "dateOfBirth"] as const;

  it("are sealed at rest, field by field, and open for their own lender and account only", async () => {
    const { accountId, lenderId } = anAccount();
    const identified = { ...debtor, identifier: { type: "NATIONAL_ID", value: "QQ-12-34" } } as const;
    const { item, ...create } = await debtors.seal(accountId, lenderId, identified);
    await writes({ ...create, item });
    const fields = Object.entries(item["sealed"] as Record<string, Uint8Array>);
    expect(fields.map(([field]) => field)).toEqual(["name", "contactPoints", "identifier"]);
    for (const [, bytes] of fields)
      expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/Alex|debtor\.example|QQ-12-34/u);
    expect(await debtors.find(accountId, lenderId, whole)).toEqual(debtor);
    await expect(debtors.find(accountId, aLenderId(), whole)).rejects.toThrow("sealed for another context");
  });

  it("have no field opened that was not asked for", async () => {
    const { accountId, lenderId } = anAccount();
    await writes(await debtors.seal(accountId, lenderId, debtor));
    const { language, region, name } = debtor;
    expect(await debtors.find(accountId, lenderId, ["name"])).toEqual({ language, region, name });
    expect(await debtors.find(accountId, lenderId, [])).toEqual({ language, region });
  });

  it("cannot be passed off as another account's, nor one field as another", async () => {
    const [mine, other] = [anAccount(), anAccount()];
    const { item } = await debtors.seal(mine.accountId, mine.lenderId, debtor);
    await put({ ...item, pk: `ACCOUNT#${other.accountId}` });
    await expect(debtors.find(other.accountId, mine.lenderId, whole)).rejects.toThrow("another account");
    const { name } = item["sealed"] as Record<string, Uint8Array>;
    await put({ ...item, sealed: { dateOfBirth: name } });
    await expect(debtors.find(mine.accountId, mine.lenderId, whole)).rejects.toThrow("another context");
  });
});

describe("answers to agencies' questions", () => {
  const answers = informationStore(reader, newVault(inject("cloud").personalDataKeyArn));
  const text = "Ring +15550199 after six.";

  it("are sealed at rest and open for their own lender only", async () => {
    const { accountId, lenderId } = anAccount();
    const of = { accountId, sequence: 5 };
    const sealed = await answers.seal(of, lenderId, text);
    await writes(sealed);
    expect(Buffer.from(sealed.item["sealed"] as Uint8Array).toString("latin1")).not.toContain("15550199");
    expect(await answers.find(of, lenderId)).toBe(text);
    expect(await answers.find({ ...of, sequence: 6 }, lenderId)).toBeUndefined();
    await expect(answers.find(of, aLenderId())).rejects.toThrow("sealed for another context");
  });

  it("cannot be passed off as another account's or as another answer", async () => {
    const [mine, other] = [anAccount(), anAccount()];
    const { item } = await answers.seal({ accountId: mine.accountId, sequence: 5 }, mine.lenderId, text);
    await put({ ...item, pk: `ACCOUNT#${other.accountId}` });
    await put({ ...item, sk: "INFORMATION#00000006" });
    for (const of of [
      { accountId: other.accountId, sequence: 5 },
      { accountId: mine.accountId, sequence: 6 },
    ])
      await expect(answers.find(of, mine.lenderId)).rejects.toThrow("another event");
  });
});
