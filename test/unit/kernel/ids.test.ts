import { describe, expect, it } from "vitest";
import {
  AccountId,
  accountIdOf,
  AgencyId,
  DisputeId,
  disputeIdOf,
  eventIdOf,
  eventSequenceOf,
  HoldId,
  holdIdOf,
  LenderId,
  PlacementId,
  placementIdOf,
  placementNumberOf,
} from "../../../shared/kernel/ids.ts";
import { newAccountId, newKeyId, newSuspenseId } from "../../../shared/platform/new-ids.ts";
import { anAccountId } from "../../support/builders.ts";

describe("ids", () => {
  it("of one kind are not taken for another", () => {
    const account = anAccountId();
    const lender = account.replace("acc_", "lnd_");
    expect(AccountId.safeParse(lender).success).toBe(false);
    expect(LenderId.safeParse(account).success).toBe(false);
    expect(AgencyId.safeParse(account).success).toBe(false);
    expect(LenderId.safeParse(lender).success).toBe(true);
  });

  it.each([
    "acc_",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5FA",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5FAVX",
    "acc_01arz3ndektsv4rrffq69g5fav",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5FAI",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV\n",
    " acc_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "acc_01ARZ3NDEKTSV4RRFFQ69G5F#V",
  ])("refuse %j", (text) => {
    expect(AccountId.safeParse(text).success).toBe(false);
  });

  it("of placements, disputes and holds lead back to their account without a look-up", () => {
    const account = anAccountId();
    expect(accountIdOf(placementIdOf(account, 7))).toBe(account);
    expect(accountIdOf(disputeIdOf(account, 12))).toBe(account);
    expect(accountIdOf(holdIdOf(account, 12))).toBe(account);
    expect(placementNumberOf(placementIdOf(account, 7))).toBe(7);
    expect(eventSequenceOf(disputeIdOf(account, 12))).toBe(12);
  });

  it.each(["0", "01", "1000", "-1", "1.5", ""])("refuse %j as the number of a placement", (number) => {
    const ulid = anAccountId().slice("acc_".length);
    expect(PlacementId.safeParse(`plc_${ulid}_${number}`).success).toBe(false);
  });

  it("refuse disputes and holds that no event could have raised", () => {
    const ulid = anAccountId().slice("acc_".length);
    for (const sequence of ["0", "007", "999999999", "x"]) {
      expect(DisputeId.safeParse(`dsp_${ulid}_${sequence}`).success).toBe(false);
      expect(HoldId.safeParse(`hld_${ulid}_${sequence}`).success).toBe(false);
    }
  });

  it("of events name their history and their place in it, for accounts and for suspense records", () => {
    const account = anAccountId();
    expect(eventIdOf(account, 3)).toBe(`evt_${account.slice(4)}_3`);
    const suspense = newSuspenseId();
    expect(eventIdOf(suspense, 1)).toBe(`evt_${suspense.slice(4)}_1`);
  });

  it("are new every time, and no lender can name a suspense record", () => {
    expect(new Set(Array.from({ length: 100 }, newAccountId)).size).toBe(100);
    expect(newKeyId()).toMatch(/^key_/u);
    expect(AccountId.safeParse(newSuspenseId()).success).toBe(false);
  });
});
