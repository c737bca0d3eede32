import { describe, expect, inject, it } from "vitest";
import { aDisputeHere } from "../../support/dispute.ts";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";

describe("notes of a dispute", () => {
  it("are kept in order and come in pages; the history never says what they say", async () => {
    const { lender, path, work, read, placement } = await aDisputeHere();
    for (const text of ["one", "two", "three"]) expect((await work("notes", { text })).status).toBe(201);
    const first = (await lender.get(`${path}/notes?limit=2`)).body;
    const rest = (await lender.get(`${path}/notes?limit=2&cursor=${first.nextCursor}`)).body;
    const texts = [...first.items, ...rest.items].map(({ text }: { readonly text: string }) => text);
    expect(texts).toEqual(["one", "two", "three"]);
    expect(first.items[0]).toMatchObject({
      kind: "NOTE",
      writtenBy: { kind: "LENDER", id: lender.lenderId },
      noteId: expect.stringMatching(/^nte_/u),
    });
    expect((await read()).noteCount).toBe(3);
    const told = (await lender.history(placement.accountId)).filter(
      ({ type }) => type === "dispute.note_added",
    );
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).not.toContain("three");
  });

  it("are written once under one Idempotency-Key, and another body is refused", async () => {
    const { work, read } = await aDisputeHere();
    const headers = { "idempotency-key": "note-1" };
    const [first, second] = [
      await work("notes", { text: "x" }, headers),
      await work("notes", { text: "x" }, headers),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect((await read()).noteCount).toBe(1);
    expect(refusal(await work("notes", { text: "y" }, headers))).toEqual([422, "idempotency-key-reused"]);
  });

  it("may come after the answer, and at once from many hands", async () => {
    const { lender, disputeId, work, read } = await aDisputeHere();
    await lender.resolve(disputeId, { outcome: "WITHDRAWN", explanation: "x" });
    const answers = await Promise.all([1, 2, 3].map((n) => work("notes", { text: `${n}` })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await read()).noteCount).toBe(3);
  });

  it.each([
    ["no text", {}],
    ["an empty text", { text: "" }],
    ["too long a text", { text: "x".repeat(4001) }],
  ])("are refused with %s", async (_name, body) => {
    const { work } = await aDisputeHere();
    const answer = await work("notes", body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/text"]);
  });

  it("are 404 to another lender, and a cursor of elsewhere is refused", async () => {
    const [{ path, lender }, other] = [await aDisputeHere(), await aTenantHere({ agencies: 0 })];
    expect(refusal(await other.lender.get(`${path}/notes`))).toEqual([404, "not-found"]);
    expect(refusal(await other.lender.post(`${path}/notes`, { text: "x" }))).toEqual([404, "not-found"]);
    const cursor = Buffer.from(JSON.stringify({ pk: "ACCOUNT#x", sk: "EVENT#1" })).toString("base64url");
    expect(refusal(await lender.get(`${path}/notes?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
  });
});

describe("notes of a dispute unauthorised", () => {
  refusesWithoutKey((headers) =>
    http(inject("cloud").baseUrl)("/v1/disputes/dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_1/notes", { headers }),
  );
});
