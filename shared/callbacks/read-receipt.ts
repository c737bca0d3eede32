import { existing } from "../access/scope.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { epochSeconds } from "../kernel/time.ts";
import type { Signer } from "../platform/signer.ts";
import type { Receipt } from "./model.ts";
import type { ReceiptStore } from "./receipt-store.ts";
import type { ReceiptClaims, ReceiptView, SignedReceipt } from "./receipt-wire.ts";

type FindDeps = { readonly receipts: Pick<ReceiptStore, "find"> };

/** The receipt of an agency's event; none when nothing came under that id, or too long ago. */
export const findReceipt =
  ({ receipts }: FindDeps) =>
  async (agencyId: AgencyId, eventId: string): Promise<readonly ReceiptView[]> => {
    const found = await receipts.find(agencyId, eventId);
    return found === undefined ? [] : [viewOf(found)];
  };

type SignDeps = {
  readonly receipts: Pick<ReceiptStore, "named">;
  readonly signer: Pick<Signer, "sign">;
  /** Who the gateway is to those who verify. */
  readonly issuer: string;
};

/**
 * A receipt of the agency with a signature over it. It is signed when somebody asks for it, so that no callback
 * waits for a signature.
 * @throws Refused `not-found` when there is none, or it is another agency's
 */
export const readReceipt =
  ({ receipts, signer, issuer }: SignDeps) =>
  async (agencyId: AgencyId, receiptId: string): Promise<SignedReceipt> => {
    const found = await receipts.named(receiptId);
    const receipt = existing(found?.agencyId === agencyId ? found : undefined);
    const view = viewOf(receipt);
    const iat = epochSeconds(receipt.receivedAt);
    const claims: ReceiptClaims = { iss: issuer, sub: agencyId, iat, ...view };
    return { ...view, signature: await signer.sign(claims, "receipt+jws") };
  };

const viewOf = ({ answer, receivedAt, bodyHash }: Receipt): ReceiptView => ({
  ...answer,
  receivedAt,
  payloadHash: bodyHash,
});
