import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import { AccountId, KeyId } from "../kernel/ids.ts";

export const newAccountId = (): AccountId => AccountId.parse(`acc_${ulid()}`);

export const newKeyId = (): KeyId => KeyId.parse(`key_${ulid()}`);

/** A suspense record is no account: no lender can name it. */
export const newSuspenseId = (): string => `sus_${ulid()}`;

const KEY_SECRET_BYTES = 32;

/** The part of an API key that nobody can guess. */
export const newKeySecret = (): string => randomBytes(KEY_SECRET_BYTES).toString("hex");
