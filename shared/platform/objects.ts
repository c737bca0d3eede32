import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** A bucket, and how to reach it. */
export type Bucket = { readonly client: S3Client; readonly name: string };

export const newBucket = (name: string): Bucket => ({
  name,
  client: new S3Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 30_000 },
    // Signed links are for bodies that nobody has seen yet: the SDK would sign the checksum of an empty one.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  }),
});

/** The least that S3 takes as a part of an upload, but for the last one. */
const PART_BYTES_MIN = 5 * 1024 * 1024;

type Range = { readonly start: number; readonly end: number };

/** What an object must still be, so that nobody reads half of one and half of another. */
type Expected = { readonly etag: string };

export const newObjects = (bucket: Bucket) => ({
  /** @returns undefined when there is no such object */
  head: async (key: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined> => {
    try {
      const { ContentLength = 0, ETag = "" } = await bucket.client.send(
        new HeadObjectCommand({ Bucket: bucket.name, Key: key }),
      );
      return { bytes: ContentLength, etag: ETag };
    } catch (error) {
      if (error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey"))
        return undefined;
      throw error;
    }
  },
  /** @returns undefined when there is no such object: who may not list a bucket is told 403 of it */
  bytesOf: async (key: string): Promise<number | undefined> => {
    try {
      const head = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }));
      return head.ContentLength;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 403 || status === 404) return undefined;
      throw error;
    }
  },
  stream: async (key: string, { etag }: Expected, range?: Range): Promise<AsyncIterable<Uint8Array>> => {
    const { Body } = await bucket.client.send(
      new GetObjectCommand({
        Bucket: bucket.name,
        Key: key,
        IfMatch: etag,
        ...(range && { Range: `bytes=${range.start}-${range.end - 1}` }),
      }),
    );
    return streamOf(Body);
  },
  text: async (key: string): Promise<Uint8Array> => {
    const { Body } = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
    if (Body === undefined) throw new Error(`${key} has no body`);
    return Body.transformToByteArray();
  },
  put: async (key: string, body: string | Uint8Array, contentType: string): Promise<void> => {
    await bucket.client.send(
      new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body, ContentType: contentType }),
    );
  },
  /** One object of many pieces, holding no more of them than S3 wants in one part. */
  join: async (key: string, contentType: string, pieces: AsyncIterable<Uint8Array>): Promise<void> =>
    join({ bucket, key, contentType }, pieces),
});

export type Objects = ReturnType<typeof newObjects>;

type Target = { readonly bucket: Bucket; readonly key: string; readonly contentType: string };

async function join({ bucket, key, contentType }: Target, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const at = { Bucket: bucket.name, Key: key };
  let uploadId: string | undefined;
  const parts: { readonly ETag: string | undefined; readonly PartNumber: number }[] = [];
  const flush = async (body: Uint8Array): Promise<void> => {
    uploadId ??= (
      await bucket.client.send(new CreateMultipartUploadCommand({ ...at, ContentType: contentType }))
    ).UploadId;
    const part = { ...at, UploadId: uploadId, PartNumber: parts.length + 1 };
    const { ETag } = await bucket.client.send(new UploadPartCommand({ ...part, Body: body }));
    parts.push({ ETag, PartNumber: part.PartNumber });
  };
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    keptBytes += piece.length;
    if (keptBytes < PART_BYTES_MIN) continue;
    await flush(Buffer.concat(kept));
    [kept, keptBytes] = [[], 0];
  }
  const rest = Buffer.concat(kept);
  if (uploadId === undefined) {
    await bucket.client.send(new PutObjectCommand({ ...at, Body: rest, ContentType: contentType }));
    return;
  }
  if (rest.length > 0) await flush(rest);
  await bucket.client.send(
    new CompleteMultipartUploadCommand({ ...at, UploadId: uploadId, MultipartUpload: { Parts: [...parts] } }),
  );
}

async function* streamOf(body: unknown): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isByteStream(body)) throw new Error("an object without a body");
  yield* body;
}

const isByteStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** A link that its holder may use once or often for some time, and what must be sent with it. */
export type SignedLink = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

export type Upload = {
  readonly key: string;
  readonly contentType: string;
  /** In base64; the store refuses other bytes. */
  readonly sha256?: string;
  /** The store refuses any other length. */
  readonly bytes?: number;
  readonly seconds: number;
};

/** Links that a caller uses in this function's name; signing calls nobody. */
export const newSignedLinks = ({ client, name }: Bucket) => ({
  /** Only bytes of this type, only where nothing stands yet. */
  upload: async ({ key, contentType, sha256, bytes, seconds }: Upload): Promise<SignedLink> => {
    const headers = {
      "content-type": contentType,
      "if-none-match": "*",
      ...(sha256 !== undefined && { "x-amz-checksum-sha256": sha256 }),
      ...(bytes !== undefined && { "content-length": String(bytes) }),
    };
    const command = new PutObjectCommand({
      Bucket: name,
      Key: key,
      ContentType: contentType,
      IfNoneMatch: "*",
      ...(sha256 !== undefined && { ChecksumSHA256: sha256 }),
      ...(bytes !== undefined && { ContentLength: bytes }),
    });
    const signed = new Set(Object.keys(headers));
    const url = await getSignedUrl(client, command, {
      expiresIn: seconds,
      signableHeaders: signed,
      unhoistableHeaders: signed,
    });
    return { url, headers };
  },
  download: async (key: string, fileName: string, seconds: number): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: name,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: "text/csv; charset=utf-8",
      }),
      { expiresIn: seconds },
    ),
  /** A file of somebody's own: it is saved under its name, and nobody guesses a type for it. */
  attachment: async (key: string, fileName: string, seconds: number): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: name,
        Key: key,
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        ResponseContentType: "application/octet-stream",
        ResponseCacheControl: "no-store",
      }),
      { expiresIn: seconds },
    ),
});

export type SignedLinks = ReturnType<typeof newSignedLinks>;
