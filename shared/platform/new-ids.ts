import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import { AccountId, BatchId, EndpointId, KeyId } from "../kernel/ids.ts";

export const newAccountId = (): AccountId => AccountId.parse(`acc_${ulid()}`);

export const newKeyId = (): KeyId => KeyId.parse(`key_${ulid()}`);

export const newBatchId = (): BatchId => BatchId.parse(`bat_${ulid()}`);

/** A suspense record is no account: no lender can name it. */
export const newSuspenseId = (): string => `sus_${ulid()}`;

const KEY_SECRET_BYTES = 32;

/** The part of an API key that nobody can guess. */
export const newKeySecret = (): string => randomBytes(KEY_SECRET_BYTES).toString("hex");
export const newEndpointId = (): EndpointId => EndpointId.parse(`end_${ulid()}`);

/** Sorts by the time at which it was made. */
export const newUlid = (): string => ulid();

const SECRET_BYTES = 32;

/** A secret of Standard Webhooks. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
