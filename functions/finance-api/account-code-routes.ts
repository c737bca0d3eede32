import * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { existing, lenderOf } from "../../shared/access/scope.ts";
import { AccountCodesRequest } from "../../shared/exports/codes-wire.ts";
import type { CodesStore } from "../../shared/exports/codes-store.ts";
import type { FindCodes } from "../../shared/exports/find-codes.ts";
import type { SaveCodes } from "../../shared/exports/save-codes.ts";
import type { LenderId } from "../../shared/kernel/ids.ts";
import { OwnerQuery } from "../../shared/ledger/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";
import { pageOf, pagingOf } from "../../shared/platform/http-paging.ts";
import { ifMatchOf, revised } from "../../shared/platform/http-revision.ts";
import { financeCaller } from "./finance.ts";

export type AccountCodeUseCases = {
  readonly identify: Identify;
  readonly codes: Pick<CodesStore, "page">;
  readonly findCodes: FindCodes;
  readonly saveCodes: SaveCodes;
};

/** Two hundred codes with the longest of names. */
const BODY_BYTES_MAX = 64 * 1024;

const root = "/v1/account-codes";

export const accountCodeRoutes = (use: AccountCodeUseCases): readonly HttpRoute[] => [
  { method: "GET", path: root, handle: async (c) => current(use, c) },
  { method: "PUT", path: root, handle: async (c) => save(use, c) },
  { method: "GET", path: `${root}/versions`, handle: async (c) => list(use, c) },
  { method: "GET", path: `${root}/versions/:codesVersion`, handle: async (c) => read(use, c) },
];

async function lenderIn(use: AccountCodeUseCases, c: HttpContext): Promise<LenderId> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  return lenderOf(reach, parsed(OwnerQuery, c.req.query()).lenderId);
}

async function current(use: AccountCodeUseCases, c: HttpContext): Promise<HttpReply> {
  const codes = existing(await use.findCodes(await lenderIn(use, c)));
  return revised(c, codes.version).json(codes);
}

async function save(use: AccountCodeUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach, actor } = await financeCaller(use, c, "APPROVER");
  const request = parsed(AccountCodesRequest, jsonOf(c, await bodyText(c, BODY_BYTES_MAX)));
  const saving = { lenderId: lenderOf(reach, request.lenderId), actor, ...ifMatchOf(c) };
  const codes = await use.saveCodes(saving, request.accountCodes);
  return revised(c, codes.version).json(codes);
}

async function list(use: AccountCodeUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const { limit, after } = pagingOf(c);
  const page = await use.codes.page(lenderId, limit, after);
  return c.json(pageOf(page.items, page.next));
}

const Version = z.string().regex(/^(?:0|[1-9]\d{0,5})$/u);

async function read(use: AccountCodeUseCases, c: HttpContext): Promise<HttpReply> {
  const lenderId = await lenderIn(use, c);
  const version = Version.safeParse(c.req.param("codesVersion"));
  return c.json(existing(version.success ? await use.findCodes(lenderId, Number(version.data)) : undefined));
}
