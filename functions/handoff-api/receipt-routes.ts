import type { Authenticate } from "../../shared/access/authenticate.ts";
import { asAgencyOrAdmin, existing } from "../../shared/access/scope.ts";
import type { findReceipt, readReceipt } from "../../shared/callbacks/read-receipt.ts";
import { ReceiptQuery } from "../../shared/callbacks/receipt-wire.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import type { Signer } from "../../shared/platform/signer.ts";

export type ReceiptUseCases = {
  readonly authenticate: Authenticate;
  readonly findReceipt: ReturnType<typeof findReceipt>;
  readonly readReceipt: ReturnType<typeof readReceipt>;
  readonly publicKey: Signer["publicKey"];
};

const RECEIPTS = "/v1/agencies/:agencyId/receipts";

/** Seconds for which the public key may be kept: it changes with a deployment only. */
const KEEP_SECONDS = 300;

export const receiptRoutes = (use: ReceiptUseCases): readonly HttpRoute[] => [
  { method: "GET", path: RECEIPTS, handle: async (c) => find(use, c) },
  { method: "GET", path: `${RECEIPTS}/:receiptId`, handle: async (c) => read(use, c) },
  { method: "GET", path: "/.well-known/jwks.json", handle: async (c) => keys(use, c) },
];

/** The agency of the path, for itself or the operator. */
async function agencyOf(use: ReceiptUseCases, c: HttpContext): Promise<AgencyId> {
  const principal = await use.authenticate(c.req.header("authorization"));
  const agencyId = existing(AgencyId.safeParse(c.req.param("agencyId")).data);
  asAgencyOrAdmin(principal, agencyId);
  return agencyId;
}

async function find(use: ReceiptUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  const { eventId } = parsed(ReceiptQuery, c.req.query());
  return c.json({ items: await use.findReceipt(agencyId, eventId) });
}

async function read(use: ReceiptUseCases, c: HttpContext): Promise<HttpReply> {
  const agencyId = await agencyOf(use, c);
  return c.json(await use.readReceipt(agencyId, c.req.param("receiptId") ?? ""));
}

async function keys(use: ReceiptUseCases, c: HttpContext): Promise<HttpReply> {
  c.header("cache-control", `public, max-age=${KEEP_SECONDS}`);
  return c.json({ keys: [await use.publicKey()] });
}
