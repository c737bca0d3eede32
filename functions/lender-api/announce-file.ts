import type { Batch, BatchPurpose } from "../../shared/account-batches/model.ts";
import type { Opened, OpenBatch } from "../../shared/account-batches/open-batch.ts";
import { batchView } from "../../shared/account-batches/view.ts";
import type { OpenBatchRequest } from "../../shared/account-batches/wire.ts";
import type { FileLinks } from "../../shared/incoming-files/links.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { canonical, sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext, HttpReply } from "../../shared/platform/http-app.ts";
import { idempotencyKeyOf } from "../../shared/platform/http-idempotency.ts";

export type AnnounceFile = {
  readonly openBatch: (command: OpenBatch) => Promise<Opened>;
  readonly links: FileLinks<Batch>;
  readonly clock: Clock;
};

type Announced = {
  readonly lenderId: LenderId;
  readonly purpose: BatchPurpose;
  readonly request: OpenBatchRequest;
  /** As it came: a repeat with the same key must be the same. */
  readonly body: unknown;
};

/** Opens a batch for a file and answers with where to send it. */
export async function announceFile(
  use: AnnounceFile,
  c: HttpContext,
  { lenderId, purpose, request, body }: Announced,
): Promise<HttpReply> {
  const { batch, known, replayed } = await use.openBatch({
    lenderId,
    purpose,
    request,
    bodyHash: sha256(canonical(purpose === "PLACE" ? { batch: body } : { check: body })),
    ...idempotencyKeyOf(c),
    now: use.clock.now(),
  });
  if (replayed) c.header("idempotent-replayed", "true");
  c.header("location", `/v1/account-batches/${batch.batchId}`);
  const upload = batch.state === "AWAITING_UPLOAD" ? await use.links.upload(batch) : undefined;
  return c.json(batchView(batch, upload), known ? 200 : 201);
}
