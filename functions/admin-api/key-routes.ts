import * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import type { createKey } from "../../shared/access/create-key.ts";
import { keyView, type ApiKey } from "../../shared/access/model.ts";
import type { revokeKey } from "../../shared/access/revoke-key.ts";
import type { rotateKey } from "../../shared/access/rotate-key.ts";
import { existing } from "../../shared/access/scope.ts";
import type { KeyStore } from "../../shared/access/store.ts";
import { CreateKeyRequest, RotateKeyRequest } from "../../shared/access/wire.ts";
import type { SaveRecorded } from "../../shared/changes/save-recorded.ts";
import { AgencyId, LenderId, type KeyId } from "../../shared/kernel/ids.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { bodyOf, keyIdOf, operator, subjectOf } from "./operator.ts";

export type KeyUseCases = {
  readonly identify: Identify;
  readonly keys: Pick<KeyStore, "current" | "page">;
  readonly newKeyId: () => KeyId;
  readonly createKey: ReturnType<typeof createKey>;
  readonly rotateKey: ReturnType<typeof rotateKey>;
  readonly revokeKey: ReturnType<typeof revokeKey>;
  readonly save: SaveRecorded;
  readonly clock: Clock;
};

export const keyRoutes = (use: KeyUseCases): readonly HttpRoute[] => [
  { method: "GET", path: "/v1/keys", handle: async (c) => list(use, c) },
  { method: "POST", path: "/v1/keys", handle: async (c) => create(use, c) },
  { method: "GET", path: "/v1/keys/:keyId", handle: async (c) => read(use, c) },
  { method: "POST", path: "/v1/keys/:keyId/rotation", handle: async (c) => rotate(use, c) },
  { method: "POST", path: "/v1/keys/:keyId/revocation", handle: async (c) => revoke(use, c) },
];

const Whose = z.object({
  kind: z.enum(["LENDER", "AGENCY", "FINANCE", "ADMIN"]).optional(),
  lenderId: LenderId.optional(),
  agencyId: AgencyId.optional(),
});
type Whose = z.infer<typeof Whose>;

const isOf = ({ kind, lenderId, agencyId }: Whose, { principal }: ApiKey): boolean =>
  (kind === undefined || principal.kind === kind) &&
  (lenderId === undefined || (principal.kind === "LENDER" && principal.lenderId === lenderId)) &&
  (agencyId === undefined || (principal.kind === "AGENCY" && principal.agencyId === agencyId));

/** A page is filtered after it was read: it may be shorter than the limit, or empty, and still lead on. */
async function list(use: KeyUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  const { kind, lenderId, agencyId } = c.req.query();
  const whose = parsed(Whose, { kind, lenderId, agencyId });
  const { limit, after } = pagingOf(c);
  const { items, next } = await use.keys.page(limit, after);
  const now = use.clock.now();
  const views = items.filter((key) => isOf(whose, key)).map((key) => keyView(key, now));
  return c.json(pageOf(views, next));
}

async function create(use: KeyUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const request = await bodyOf(c, CreateKeyRequest);
  const keyId = use.newKeyId();
  const { answer } = await use.save({ subject: subjectOf(`keys/${keyId}`), by }, async (put) =>
    use.createKey({ keyId, request, put }),
  );
  return c.json(answer, 201);
}

async function read(use: KeyUseCases, c: HttpContext): Promise<HttpReply> {
  await operator(use, c);
  return c.json(keyView(existing(await use.keys.current(keyIdOf(c))), use.clock.now()));
}

async function rotate(use: KeyUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const keyId = keyIdOf(c);
  const request = await bodyOf(c, RotateKeyRequest);
  const successorId = use.newKeyId();
  const saving = { subject: subjectOf(`keys/${keyId}`), by, action: "rotated" } as const;
  const { answer } = await use.save(saving, async (put) =>
    use.rotateKey({ keyId, successorId, request, put }),
  );
  return c.json(answer, 201);
}

async function revoke(use: KeyUseCases, c: HttpContext): Promise<HttpReply> {
  const by = await operator(use, c);
  const keyId = keyIdOf(c);
  const saving = { subject: subjectOf(`keys/${keyId}`), by, action: "revoked" } as const;
  const { answer } = await use.save(saving, async (put) => use.revokeKey(keyId, put));
  return c.json(answer);
}
