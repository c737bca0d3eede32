import * as z from "zod";
import { arrangementData, missedInstalmentData } from "../arrangements/wire.ts";
import { costData, feeData } from "../charges/wire.ts";
import { LegalStage } from "../commissions/legal-stage.ts";
import { HoldTypeByHand } from "../compliance/wire.ts";
import { DisputeId } from "../kernel/ids.ts";
import { debtorReportData } from "../debtor-reports/wire.ts";
import { madeWhenAsked } from "../kernel/made-when-asked.ts";
import { NonNegativeMoney } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { correctionData, paymentData, reversalData } from "../payments/wire.ts";
import { CloseCode, ObjectionCode } from "../placements/wire.ts";
import { adviceData } from "../remittances/advice-data.ts";
import { settlementDeclinedData, settlementOfferData } from "../settlements/wire.ts";
import { snapshotData } from "../snapshots/snapshot-data.ts";
import { AgencyRef, text } from "./fields.ts";

const declineCodes = [
  "JURISDICTION",
  "CASE_TYPE",
  "CAPACITY",
  "DATA_INSUFFICIENT",
  "CONFLICT",
  "ALREADY_IN_COURT",
] as const;

export const disputeTypes = [
  "NOT_MINE",
  "IDENTITY_THEFT",
  "DEBT_NOT_EXIST",
  "AMOUNT_WRONG",
  "ALREADY_PAID",
  "SETTLED_EARLIER",
  "FEES_INTEREST",
  "SERVICE_GOODS",
  "TIME_BARRED",
  "INSOLVENCY",
  "DECEASED_ESTATE",
  "NO_DOCUMENTS",
  "CREDIT_REPORT",
  "HARASSMENT",
  "OTHER",
] as const;

export const DisputeType = z.enum(disputeTypes);

/** What each event type carries in `data`. Members that are not named here are ignored. */
export const eventData = madeWhenAsked({
  "placement.acknowledged": () =>
    z.object({
      balance: NonNegativeMoney,
      agencyCaseRef: AgencyRef.exactOptional(),
    }),
  "placement.declined": () => z.object({ code: z.enum(declineCodes), text: text(1000).exactOptional() }),
  "placement.info_requested": () =>
    z.object({
      code: text(64),
      text: text(1000).exactOptional(),
      fields: z.array(text(100)).max(50).default([]),
    }),
  "payment.received": paymentData,
  "payment.reversed": reversalData,
  "payment.corrected": correctionData,
  "cost.incurred": costData,
  "fee.added": feeData,
  "settlement.requested": settlementOfferData,
  "settlement.approved": settlementOfferData,
  "settlement.declined": settlementDeclinedData,
  "dispute.raised": () =>
    z.object({
      type: DisputeType,
      channel: z.enum(["PHONE", "LETTER", "EMAIL", "PORTAL", "CHAT", "OTHER"]).default("OTHER"),
      raisedAt: Instant.exactOptional(),
      inWriting: z.boolean().default(false),
      narrative: z.string().max(20_000).default(""),
      evidence: z.array(text(200)).max(20).default([]),
    }),
  "dispute.evidence_added": () => z.object({ disputeId: DisputeId, text: text(4000) }),
  "dispute.withdrawn": () => z.object({ disputeId: DisputeId, text: text(1000).exactOptional() }),
  "placement.closed": () =>
    z.object({
      code: CloseCode,
      finalBalance: NonNegativeMoney,
      text: text(1000).exactOptional(),
    }),
  "placement.stage_changed": () => z.object({ legalStage: LegalStage, text: text(1000).exactOptional() }),
  "hold.acknowledged": () => z.object({ holdId: text(64), appliedAt: Instant }),
  "hold.applied": () =>
    z.object({
      type: HoldTypeByHand,
      appliedAt: Instant,
      reason: text(500).exactOptional(),
    }),
  "hold.released": () => z.object({ holdId: text(64) }),
  "recall.acknowledged": () => z.object({ recallId: text(64) }),
  "recall.objected": () =>
    z.object({
      recallId: text(64),
      reason: ObjectionCode,
      text: text(1000).exactOptional(),
    }),
  "data.deleted": () =>
    z.object({
      attestation: text(200),
      scope: z.enum(["ALL", "CONTACT_DATA", "DOCUMENTS"]).default("ALL"),
      method: text(200).exactOptional(),
      deletedAt: Instant,
    }),
  "arrangement.proposed": arrangementData,
  "arrangement.activated": arrangementData,
  "arrangement.amended": arrangementData,
  "arrangement.instalment_missed": missedInstalmentData,
  "arrangement.broken": arrangementData,
  "arrangement.completed": arrangementData,
  "arrangement.cancelled": arrangementData,
  ...debtorReportData,
  "remittance.advised": adviceData,
  "reconciliation.snapshot": snapshotData,
  "contact.attempted": () =>
    z.object({
      attemptRef: AgencyRef,
      channel: z.enum(["VOICE", "VOICE_BOT", "SMS", "EMAIL", "LETTER", "VISIT", "IM", "PUSH"]),
      startedAt: Instant,
      outcome: z.enum([
        "RIGHT_PARTY",
        "WRONG_PARTY",
        "THIRD_PARTY",
        "NO_ANSWER",
        "BUSY",
        "NOT_CONNECTED",
        "VOICEMAIL",
        "DELIVERED",
        "BOUNCED",
        "REFUSED",
      ]),
      durationSeconds: z.int().min(0).max(86_400).exactOptional(),
    }),
});
