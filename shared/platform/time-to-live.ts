import { epochSeconds, type Instant } from "../kernel/time.ts";

/** Agencies retry for days and replay for weeks: what they sent is remembered longer than that. */
const RECEIPT_DAYS = 35;
const DAY_SECONDS = 86_400;

/** The `expiresAt` of receipts, idempotency records and worker marks, in epoch seconds. */
export const receiptExpiry = (now: Instant): number => epochSeconds(now) + RECEIPT_DAYS * DAY_SECONDS;
