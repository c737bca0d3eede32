import type * as z from "zod";
import type { Identify } from "../../shared/access/authenticate.ts";
import { withinReach } from "../../shared/access/scope.ts";
import type { FinanceRole } from "../../shared/access/wire.ts";
import type { ChangeAnEntry } from "../../shared/bank-files/change-entry.ts";
import type { BankContentStore } from "../../shared/bank-files/content-store.ts";
import {
  CorrectBankEntryRequest,
  QuarantinedBankLineView,
  RejectBankEntryRequest,
  type EntryCommand,
} from "../../shared/bank-files/entry-wire.ts";
import type { BankFileStore } from "../../shared/bank-files/store.ts";
import { BankFileId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { NothingRequest, ReasonRequest } from "../../shared/placements/wire.ts";
import type { HttpContext, HttpReply, HttpRoute } from "../../shared/platform/http-app.ts";
import { commandIn } from "./command.ts";
import { financeCaller } from "./finance.ts";

export type BankEntryUseCases = {
  readonly identify: Identify;
  readonly bankFiles: Pick<BankFileStore, "find">;
  readonly bankContents: Pick<BankContentStore, "entry">;
  readonly changeEntry: ChangeAnEntry;
};

const BODY_BYTES_MAX = 32 * 1024;

const one = "/v1/bank-statements/:bankFileId/quarantined/:entryNumber";

type Command<Body> = {
  readonly path: string;
  readonly body: z.ZodType<Body>;
  readonly least: FinanceRole;
  readonly asks: (body: Body) => EntryCommand;
};

const command = <Body>(of: Command<Body>) => ({
  path: `${one}/${of.path}`,
  on: (use: BankEntryUseCases) => async (c: HttpContext) => take(use, c, of),
});

/** What finance can do with an entry that could not be read; each answers with the entry as it is then. */
const commands = [
  command({
    path: "correction",
    body: CorrectBankEntryRequest,
    least: "OPERATOR",
    asks: (correction) => ({ kind: "SETTLE", settlement: { kind: "CORRECTION", correction } }),
  }),
  command({
    path: "rejection",
    body: RejectBankEntryRequest,
    least: "OPERATOR",
    asks: (rejection) => ({ kind: "SETTLE", settlement: { kind: "REJECTION", rejection } }),
  }),
  command({
    path: "proposal/confirmation",
    body: NothingRequest,
    least: "APPROVER",
    asks: () => ({ kind: "CONFIRM" }),
  }),
  command({
    path: "proposal/rejection",
    body: ReasonRequest,
    least: "APPROVER",
    asks: (body) => ({ kind: "DECLINE", ...body }),
  }),
];

export const bankEntryRoutes = (use: BankEntryUseCases): readonly HttpRoute[] => [
  { method: "GET", path: one, handle: async (c) => read(use, c) },
  ...commands.map(({ path, on }) => ({ method: "POST" as const, path, handle: on(use) })),
];

const NUMBER = /^[1-9]\d{0,7}$/u;

/** An id that is none is not found; neither is what belongs to somebody else. */
function entryIn(c: HttpContext): { readonly fileId: BankFileId; readonly number: number } {
  const fileId = BankFileId.safeParse(c.req.param("bankFileId"));
  const number = c.req.param("entryNumber") ?? "";
  if (fileId.success && NUMBER.test(number)) return { fileId: fileId.data, number: Number(number) };
  throw missing();
}

const missing = (): Refused =>
  new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });

async function read(use: BankEntryUseCases, c: HttpContext): Promise<HttpReply> {
  const { reach } = await financeCaller(use, c, "VIEWER");
  const { fileId, number } = entryIn(c);
  const file = withinReach(reach, await use.bankFiles.find(fileId));
  const entry = file.state === "LOADED" ? await use.bankContents.entry(fileId, number) : undefined;
  if (entry === undefined) throw missing();
  return c.json(QuarantinedBankLineView.parse(entry));
}

async function take<Body>(
  use: BankEntryUseCases,
  c: HttpContext,
  { body, least, asks }: Command<Body>,
): Promise<HttpReply> {
  const { asked, by } = await commandIn(use, c, { least, body, bytesMax: BODY_BYTES_MAX });
  const done = await use.changeEntry({ ...entryIn(c), ...by, command: asks(asked) });
  if (done.replayed) c.header("idempotent-replayed", "true");
  return c.json(QuarantinedBankLineView.parse(done.entry));
}
