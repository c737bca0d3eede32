import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/platform/canonical.ts";
import { newOutgoingFiles } from "../../shared/platform/outgoing-files.ts";
import { quietTable } from "../support/quiet-table.ts";

quietTable(); // points the SDK at the local cloud

const bucket = "objects-of-a-test";

describe("an object", () => {
  beforeAll(async () => {
    await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
  });

  it.each([
    ["that is empty", 0],
    ["that is small", 3],
    ["of several parts", 40],
  ])("%s is what was written, by its link, its length and its hash", async (_what, chunks) => {
    const objects = newOutgoingFiles(bucket);
    const key = `agencies/agy_1/outbox/${chunks}.csv`;
    const sink = objects.open(key, "text/csv");
    const chunk = `${"é".repeat(262_143)}\r\n`;
    for (let n = 0; n < chunks; n += 1) await sink.write(chunk);
    const written = await sink.close();
    const text = chunk.repeat(chunks);
    expect(written).toEqual({ bytes: Buffer.byteLength(text), sha256: sha256(text) });
    const response = await fetch(await objects.link(key, 60));
    expect(response.headers.get("content-type")).toBe("text/csv");
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(written.sha256);
  });

  it("is not there before it was closed", async () => {
    const objects = newOutgoingFiles(bucket);
    const sink = objects.open("unfinished.csv", "text/csv");
    await sink.write("x".repeat(9 * 1024 * 1024));
    expect((await fetch(await objects.link("unfinished.csv", 60))).status).toBe(404);
  });
});
