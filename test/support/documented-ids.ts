/** What a tenant has instead of what the examples name, by the name of the parameter. */
export type Own = Readonly<Record<string, string>>;

const nameOf: Readonly<Record<string, string>> = {
  lnd: "lenderId",
  agy: "agencyId",
  acc: "accountId",
  plc: "placementId",
  dsp: "disputeId",
  nte: "noteId",
  doc: "documentId",
  hld: "holdId",
  rcl: "recallId",
  rep: "reportId",
  cst: "costId",
  bat: "batchId",
  key: "keyId",
  end: "endpointId",
  evt: "eventId",
  rem: "remittanceId",
  snp: "snapshotId",
  sus: "suspenseId",
};

/** The example's value with the tenant's own ids, in the cursors that carry one as well. */
export const withOwnIds = <Value>(value: Value, own: Own): Value =>
  JSON.parse(replaced(JSON.stringify(value), own)) as Value;

const replaced = (text: string, own: Own): string =>
  text
    .replaceAll(/\beyJ[\w-]+/gu, (cursor) =>
      Buffer.from(replaced(Buffer.from(cursor, "base64url").toString(), own)).toString("base64url"),
    )
    .replaceAll(/\bbrk_[0-9A-F]{26}\b/gu, (id) => own["breakId"] ?? id)
    .replaceAll(/\bmat_[0-9A-F]{26}\b/gu, (id) => own["matchId"] ?? id)
    .replaceAll(
      /\b([a-z]{3})_01J[0-9A-Z]{23}(?:_\d+)?/gu,
      (id, prefix: string) => own[nameOf[prefix] ?? ""] ?? id,
    );
