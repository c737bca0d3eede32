import { createHash } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { aDisputeHere } from "../../support/dispute.ts";
import { aTenantHere } from "../../support/here.ts";
import { http, type Json } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";

const bytes = Buffer.from("%PDF-1.7 a statement");
const file = {
  name: "Kontoauszug März.pdf",
  mediaType: "application/pdf",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};

const put = async ({ upload }: Json, body: Uint8Array, headers = {}): Promise<number> =>
  (await fetch(upload.url, { method: "PUT", headers: { ...upload.headers, ...headers }, body })).status;

describe("a document of a dispute", () => {
  it("is announced, sent, found, recorded once, and saved as an attachment of no type", async () => {
    const { lender, path, work, types, read } = await aDisputeHere();
    const { status, body, headers } = await work("documents", file);
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`${path}/documents/${body.documentId}`);
    expect(body).toMatchObject({ ...file, state: "AWAITING_UPLOAD", announcedBy: { kind: "LENDER" } });
    expect((await lender.get(`${path}/documents`)).body.items).toMatchObject([{ state: "AWAITING_UPLOAD" }]);
    expect(await put(body, bytes)).toBe(200);
    for (let n = 0; n < 2; n += 1)
      expect((await lender.get(`${path}/documents`)).body.items).toMatchObject([{ state: "STORED" }]);
    expect((await types()).filter((type) => type === "dispute.document_stored")).toHaveLength(1);
    expect((await read()).documentCount).toBe(1);

    const seen = (await lender.get(`${path}/documents/${body.documentId}`)).body;
    expect(seen).not.toHaveProperty("upload");
    const saved = await fetch(seen.download.url);
    expect(Buffer.from(await saved.arrayBuffer())).toEqual(bytes);
    expect(new URL(seen.download.url).searchParams.get("response-content-disposition")).toBe(
      "attachment; filename*=UTF-8''Kontoauszug%20M%C3%A4rz.pdf",
    );
    expect(new URL(seen.download.url).searchParams.get("response-content-type")).toBe(
      "application/octet-stream",
    );
  });

  it("may be sent once, by a link that is signed for its type, its length and its bytes", async () => {
    const { work } = await aDisputeHere();
    const { body } = await work("documents", file);
    expect(new URL(body.upload.url).searchParams.get("X-Amz-SignedHeaders")?.split(";")).toEqual(
      expect.arrayContaining(["content-length", "content-type", "if-none-match", "x-amz-checksum-sha256"]),
    );
    expect(body.upload.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "x-amz-checksum-sha256": Buffer.from(file.sha256, "hex").toString("base64"),
    });
    expect(body.upload.headers).toHaveProperty("if-none-match", "*");
    expect(await put(body, bytes)).toBe(200);
  });

  it("is announced once under one Idempotency-Key", async () => {
    const { work, read } = await aDisputeHere();
    const headers = { "idempotency-key": "doc-1" };
    const [first, second] = [await work("documents", file, headers), await work("documents", file, headers)];
    expect(second.body.documentId).toBe(first.body.documentId);
    expect((await read()).documentCount).toBe(1);
  });

  it.each([
    ["a page that a browser would run", { ...file, mediaType: "text/html" }, "/mediaType"],
    ["a picture that carries scripts", { ...file, mediaType: "image/svg+xml" }, "/mediaType"],
    ["more than 25 MiB", { ...file, bytes: 25 * 1024 * 1024 + 1 }, "/bytes"],
    ["nothing", { ...file, bytes: 0 }, "/bytes"],
    ["no hash", { ...file, sha256: "x" }, "/sha256"],
    ["a path for a name", { ...file, name: "../a.pdf" }, "/name"],
    ["a name that ends the header", { ...file, name: "a\r\nb" }, "/name"],
    ["too long a name", { ...file, name: "x".repeat(201) }, "/name"],
  ])("is refused when it is %s", async (_name, body, pointer) => {
    const { work } = await aDisputeHere();
    const answer = await work("documents", body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("is 404 to another lender, and where there is none", async () => {
    const [{ path, work, lender }, other] = [await aDisputeHere(), await aTenantHere({ agencies: 0 })];
    const { documentId } = (await work("documents", file)).body;
    for (const at of [`${path}/documents`, `${path}/documents/${documentId}`])
      expect(refusal(await other.lender.get(at))).toEqual([404, "not-found"]);
    expect(refusal(await other.lender.post(`${path}/documents`, file))).toEqual([404, "not-found"]);
    for (const id of ["doc_x", documentId.replace(/_[0-9]+$/u, "_999")])
      expect(refusal(await lender.get(`${path}/documents/${id}`))).toEqual([404, "not-found"]);
  });

  it("is announced only while the dispute is open", async () => {
    const { lender, disputeId, work } = await aDisputeHere();
    await lender.resolve(disputeId, { outcome: "WITHDRAWN", explanation: "x" });
    expect(refusal(await work("documents", file))).toEqual([409, "invalid-transition"]);
  });
});

describe("a document of a dispute unauthorised", () => {
  const path = "/v1/disputes/dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_1/documents";
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { headers }));
  refusesWithoutKey((headers) => http(inject("cloud").baseUrl)(path, { json: file, headers }));
});
