import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import type { Bucket } from "./objects.ts";

const PRECONDITION_FAILED = 412;

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** A bucket whose objects nobody may change or remove: how long, the bucket itself says. */
export const lockedObjects = ({ client, name }: Bucket) => ({
  /** Where an object stands, it stays: what is put again says the same. */
  put: async (key: string, text: string): Promise<void> => {
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: key,
          Body: text,
          ContentType: "application/json",
          IfNoneMatch: "*",
          // S3 takes nothing under a lock without a checksum.
          ChecksumSHA256: createHash("sha256").update(text).digest("base64"),
        }),
      );
    } catch (error) {
      if (statusOf(error) !== PRECONDITION_FAILED) throw error;
    }
  },
  /** @returns undefined when there is no such object: who may not list a bucket is told 403 of it */
  text: async (key: string): Promise<string | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
      return await Body?.transformToString();
    } catch (error) {
      const status = statusOf(error);
      if (status === 403 || status === 404) return undefined;
      throw error;
    }
  },
});

export type LockedObjects = ReturnType<typeof lockedObjects>;
