import * as z from "zod";

const ULID = "[0-9A-HJKMNP-TV-Z]{26}";

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_${ULID}$`, "u"));

export const LenderId = id("lnd").brand<"LenderId">();
export type LenderId = z.infer<typeof LenderId>;

export const AgencyId = id("agy").brand<"AgencyId">();
export type AgencyId = z.infer<typeof AgencyId>;

export const AccountId = id("acc").brand<"AccountId">();
export type AccountId = z.infer<typeof AccountId>;

/** Money whose account is not known. */
export const SuspenseId = id("sus").brand<"SuspenseId">();
export type SuspenseId = z.infer<typeof SuspenseId>;

export const KeyId = id("key").brand<"KeyId">();
export type KeyId = z.infer<typeof KeyId>;

/** A file of accounts that a lender places. */
export const BatchId = id("bat").brand<"BatchId">();
export type BatchId = z.infer<typeof BatchId>;

/** A file of events that an agency reports: from the agency and the file's hash, so that the same file is the same. */
export const EventFileId = id("evf").brand<"EventFileId">();
export type EventFileId = z.infer<typeof EventFileId>;

/** A bank's file of statements: from the lender and the file's hash, so that the same file is the same. */
export const BankFileId = id("bkf").brand<"BankFileId">();
export type BankFileId = z.infer<typeof BankFileId>;

/** `plc_<account's ULID>_<n>`: a placement names its account, so that a callback needs no look-up. */
export const PlacementId = z
  .string()
  .regex(new RegExp(`^plc_${ULID}_[1-9][0-9]{0,2}$`, "u"))
  .brand<"PlacementId">();
export type PlacementId = z.infer<typeof PlacementId>;

/** `dsp_<account's ULID>_<sequence of the event that raised it>`. */
export const DisputeId = z
  .string()
  .regex(new RegExp(`^dsp_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"DisputeId">();
export type DisputeId = z.infer<typeof DisputeId>;

/** `hld_<account's ULID>_<sequence of the event that put it>`. */
export const HoldId = z
  .string()
  .regex(new RegExp(`^hld_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"HoldId">();
export type HoldId = z.infer<typeof HoldId>;

/** `nte_<account's ULID>_<sequence of the event that says it was written>`. */
export const NoteId = z
  .string()
  .regex(new RegExp(`^nte_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"NoteId">();
export type NoteId = z.infer<typeof NoteId>;

/** `doc_<account's ULID>_<sequence of the event that announced it>`. */
export const DocumentId = z
  .string()
  .regex(new RegExp(`^doc_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"DocumentId">();
export type DocumentId = z.infer<typeof DocumentId>;

/** `rep_<account's ULID>_<sequence of the event that reported it>`. */
export const ReportId = z
  .string()
  .regex(new RegExp(`^rep_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"ReportId">();
export type ReportId = z.infer<typeof ReportId>;

/** `cst_<account's ULID>_<sequence of the event that reported it>`. */
export const CostId = z
  .string()
  .regex(new RegExp(`^cst_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"CostId">();
export type CostId = z.infer<typeof CostId>;

/** `rcl_<account's ULID>_<sequence of the event that requested it>`. */
export const RecallId = z
  .string()
  .regex(new RegExp(`^rcl_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"RecallId">();
export type RecallId = z.infer<typeof RecallId>;

/** What an agency advises that it remits: from the agency and its own reference, so that the same advice is the same. */
export const RemittanceId = id("rem").brand<"RemittanceId">();
export type RemittanceId = z.infer<typeof RemittanceId>;

/** A file of an advice's lines: from the agency and the file's hash, so that the same file is the same. */
export const RemittanceFileId = id("rmf").brand<"RemittanceFileId">();
export type RemittanceFileId = z.infer<typeof RemittanceFileId>;

/** An invoice of an agency's commission: from the agency and its own reference, so that the same one is the same. */
export const InvoiceId = id("inv").brand<"InvoiceId">();
export type InvoiceId = z.infer<typeof InvoiceId>;

/** A part of an agency's inventory: from the agency, its own reference and the part, so that the same part is the same. */
export const SnapshotId = id("snp").brand<"SnapshotId">();
export type SnapshotId = z.infer<typeof SnapshotId>;

export const EndpointId = id("end").brand<"EndpointId">();
export type EndpointId = z.infer<typeof EndpointId>;

/** `evt_<ULID>_<sequence>` of an event of an account. */
export const EventId = z
  .string()
  .regex(new RegExp(`^evt_${ULID}_[1-9][0-9]{0,7}$`, "u"))
  .brand<"EventId">();
export type EventId = z.infer<typeof EventId>;

/** The ULID inside any of the ids above. */
const ulidOf = (anyId: string): string => anyId.slice(4, 30);

const lastPart = (anyId: string): number => Number(anyId.slice(anyId.lastIndexOf("_") + 1));

type Child = PlacementId | DisputeId | HoldId | DocumentId | ReportId | CostId;

export const accountIdOf = (child: Child): AccountId => AccountId.parse(`acc_${ulidOf(child)}`);

export const placementIdOf = (account: AccountId, placementNumber: number): PlacementId =>
  PlacementId.parse(`plc_${ulidOf(account)}_${placementNumber}`);

export const placementNumberOf = (placement: PlacementId): number => lastPart(placement);

/** The sequence of the event that made it: those of an account are ordered by it. */
export const eventSequenceOf = (child: DisputeId | HoldId | NoteId | DocumentId): number => lastPart(child);

export const disputeIdOf = (account: AccountId, sequence: number): DisputeId =>
  DisputeId.parse(`dsp_${ulidOf(account)}_${sequence}`);

export const holdIdOf = (account: AccountId, sequence: number): HoldId =>
  HoldId.parse(`hld_${ulidOf(account)}_${sequence}`);

export const noteIdOf = (account: AccountId, sequence: number): NoteId =>
  NoteId.parse(`nte_${ulidOf(account)}_${sequence}`);

export const documentIdOf = (account: AccountId, sequence: number): DocumentId =>
  DocumentId.parse(`doc_${ulidOf(account)}_${sequence}`);

export const reportIdOf = (account: AccountId, sequence: number): ReportId =>
  ReportId.parse(`rep_${ulidOf(account)}_${sequence}`);

export const costIdOf = (account: AccountId, sequence: number): CostId =>
  CostId.parse(`cst_${ulidOf(account)}_${sequence}`);

export const recallIdOf = (account: AccountId, sequence: number): RecallId =>
  RecallId.parse(`rcl_${ulidOf(account)}_${sequence}`);

/** `rml_<remittance's ULID>_<number of the line>`. */
export const remittanceLineIdOf = (remittance: RemittanceId, number: number): string =>
  `rml_${ulidOf(remittance)}_${number}`;

/** What the id of a line says of its place. */
export const remittanceLineOf = (lineId: string) => ({
  remittanceId: RemittanceId.parse(`rem_${ulidOf(lineId)}`),
  number: lastPart(lineId),
});

/** `evt_<the history's ULID>_<sequence>`, for accounts, suspense records, remittances and snapshots. */
export const eventIdOf = (account: string, sequence: number): string => `evt_${ulidOf(account)}_${sequence}`;

/** Where an event of an account stands in its history. */
export const eventPlaceOf = (
  event: EventId,
): { readonly accountId: AccountId; readonly sequence: number } => ({
  accountId: AccountId.parse(`acc_${ulidOf(event)}`),
  sequence: lastPart(event),
});

/** An agency's first endpoint is the one in its own record; its id carries the agency's. */
export const primaryEndpointIdOf = (agency: AgencyId): EndpointId =>
  EndpointId.parse(`end_${ulidOf(agency)}`);
