import { createHash } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** What was written, to compare a copy with. */
type WrittenObject = { readonly bytes: number; readonly sha256: string };

/** An object that grows; it is there when it was closed, and not before. */
type ObjectSink = {
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<WrittenObject>;
};

export type OutgoingFiles = {
  readonly open: (key: string, contentType: string) => ObjectSink;
  /** A link that lets whoever has it read the object for some seconds. */
  readonly link: (key: string, seconds: number) => Promise<string>;
};

/** S3 takes parts from five mebibytes on; no more than this is held in memory. */
const PART_BYTES = 8 * 1024 * 1024;

export const newOutgoingFiles = (bucket: string): OutgoingFiles => {
  const client = new S3Client({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 30_000 } });
  return {
    open: (key, contentType) => newSink(client, { Bucket: bucket, Key: key, ContentType: contentType }),
    link: async (key, seconds) =>
      getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds }),
  };
};

type Target = { readonly Bucket: string; readonly Key: string; readonly ContentType: string };

/** One upload when the object is small, parts when it is not. What was left unfinished, the bucket removes. */
function newSink(client: S3Client, target: Target): ObjectSink {
  const hash = createHash("sha256");
  let held: Buffer[] = [];
  let heldBytes = 0;
  let bytes = 0;
  let upload: ReturnType<typeof newParts> | undefined;
  const taken = (): Buffer => {
    const part = Buffer.concat(held);
    [held, heldBytes] = [[], 0];
    return part;
  };
  return {
    write: async (text) => {
      const chunk = Buffer.from(text, "utf8");
      hash.update(chunk);
      held.push(chunk);
      heldBytes += chunk.byteLength;
      bytes += chunk.byteLength;
      if (heldBytes < PART_BYTES) return;
      upload ??= newParts(client, target);
      await upload.add(taken());
    },
    close: async () => {
      if (upload === undefined) await client.send(new PutObjectCommand({ ...target, Body: taken() }));
      else await upload.complete(taken());
      return { bytes, sha256: hash.digest("hex") };
    },
  };
}

function newParts(client: S3Client, { ContentType, ...object }: Target) {
  const started = client.send(new CreateMultipartUploadCommand({ ...object, ContentType }));
  const parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
  const add = async (Body: Buffer): Promise<void> => {
    const { UploadId } = await started;
    const PartNumber = parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
    parts.push({ PartNumber, ETag });
  };
  return {
    add,
    complete: async (last: Buffer): Promise<void> => {
      if (last.byteLength > 0) await add(last);
      const { UploadId } = await started;
      const MultipartUpload = { Parts: parts };
      await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
    },
  };
}
