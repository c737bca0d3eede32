import { describe, expect, it } from "vitest";
import type { AccountCodesView } from "../../../shared/exports/codes-wire.ts";
import { findCodes } from "../../../shared/exports/find-codes.ts";
import type { SavedCodes } from "../../../shared/exports/codes-model.ts";
import { Export } from "../../../shared/exports/model.ts";
import { requestExport } from "../../../shared/exports/request-export.ts";
import { exportStore } from "../../../shared/exports/store.ts";
import { ExportRequest } from "../../../shared/exports/wire.ts";
import { LenderId } from "../../../shared/kernel/ids.ts";
import type { BookOwner } from "../../../shared/ledger/book.ts";
import { now } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";

const owner = LenderId.parse("lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA");
const asked = { kind: "JOURNAL", currency: "USD", from: "2026-02-01", to: "2026-02-28" };

type Codes = AccountCodesView["accountCodes"];

const requesting = (versions: readonly Codes[], of: BookOwner = owner, sealedTo = "2026-02-28") => {
  const { reader, write } = memoryTable();
  const saved = versions.map((accountCodes, n) => ({ version: n + 1, accountCodes }) as SavedCodes);
  const codes = {
    head: async () => (saved.length > 0 ? { latest: saved.length, sequence: 1, head: "h" } : undefined),
    find: async (_lender: unknown, version: number) => saved[version - 1],
  };
  const request = requestExport({
    exports: exportStore(reader),
    findCodes: findCodes({ codes }),
    takesMore: async (_book, date) => date > sealedTo,
    write,
    clock: { now: () => now },
  });
  return async (over: object = {}): Promise<Export> =>
    request(of, ExportRequest.parse({ ...asked, ...over }), { kind: "FINANCE", id: "key_1" });
};

describe("asking for an export", () => {
  it("answers what was asked for before there were saved codes", async () => {
    const before = await requesting([])();
    expect(before.exportId).toBe("exp_0DDEB703CAD753AFC8C02ABA7F");
    expect(before).not.toHaveProperty("codesVersion");
    expect((await requesting([{ receivable: "1" }])({ accountCodes: {} })).exportId).toBe(before.exportId);
    expect((await requesting([{ receivable: "1" }])({ codesVersion: 0 })).exportId).toBe(before.exportId);
  });

  it("takes the latest codes of the lender, or those of the version that is named, and keeps which", async () => {
    const request = requesting([{ receivable: "1" }, { receivable: "2" }]);
    expect(await request()).toMatchObject({ codes: { receivable: "2" }, codesVersion: 2 });
    expect(await request({ codesVersion: 1 })).toMatchObject({ codes: { receivable: "1" }, codesVersion: 1 });
    const said = await request({ accountCodes: { receivable: "2" } });
    expect(said).toMatchObject({ codes: { receivable: "2" } });
    expect(said).not.toHaveProperty("codesVersion");
  });

  it("is the same export by its version, whatever was saved since", async () => {
    const first = await requesting([{ receivable: "1" }])();
    const later = requesting([{ receivable: "1" }, { receivable: "2" }]);
    expect((await later({ codesVersion: 1 })).exportId).toBe(first.exportId);
    expect((await later()).exportId).not.toBe(first.exportId);
  });

  it.each(["BREAKS", "RECOVERIES"])("gives %s no codes", async (kind) => {
    const one = await requesting([{ receivable: "1" }])({ kind });
    expect(one.codes).toEqual({});
    expect(one).not.toHaveProperty("codesVersion");
  });

  it("gives nobody's money no codes, and refuses a version of them", async () => {
    const request = requesting([{ receivable: "1" }], "unassigned");
    expect((await request()).codes).toEqual({});
    await expect(request({ codesVersion: 1 })).rejects.toMatchObject({
      refusal: { code: "invalid-request", errors: [{ pointer: "/codesVersion" }] },
    });
  });

  it("has no days that are not sealed yet: what the stream did not bring of them is still to come", async () => {
    const sealed = requesting([], owner, "2026-02-27");
    for (const kind of ["JOURNAL", "RECOVERIES"])
      await expect(sealed({ kind })).rejects.toMatchObject({
        refusal: { code: "invalid-request", errors: [{ pointer: "/to", code: "not-sealed" }] },
      });
    expect((await sealed({ to: "2026-02-27" })).state).toBe("REQUESTED");
    expect((await sealed({ kind: "BREAKS" })).state).toBe("REQUESTED");
  });

  it("still reads exports that were kept before codes had versions", async () => {
    const { codesVersion: _none, ...kept } = await requesting([])();
    expect(Export.parse(kept)).toEqual(kept);
  });
});
