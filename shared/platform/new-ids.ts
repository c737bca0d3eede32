import { ulid } from "ulid";
import { AccountId, BatchId, KeyId } from "../kernel/ids.ts";

export const newAccountId = (): AccountId => AccountId.parse(`acc_${ulid()}`);

export const newKeyId = (): KeyId => KeyId.parse(`key_${ulid()}`);

export const newBatchId = (): BatchId => BatchId.parse(`bat_${ulid()}`);

/** A suspense record is no account: no lender can name it. */
export const newSuspenseId = (): string => `sus_${ulid()}`;
