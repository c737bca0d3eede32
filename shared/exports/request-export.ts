import type { Actor } from "../kernel/event.ts";
import { emptyChain } from "../kernel/event.ts";
import { Refused } from "../kernel/problems.ts";
import { dateOf, type Clock } from "../kernel/time.ts";
import type { BookOwner } from "../ledger/book.ts";
import type { TakesMore } from "../ledger/takes-more.ts";
import { recorded } from "../platform/events.ts";
import type { Write } from "../platform/write.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import { NO_CODES_VERSION, type AccountCodesView } from "./codes-wire.ts";
import type { FindCodes } from "./find-codes.ts";
import type { Export } from "./model.ts";
import type { ExportStore } from "./store.ts";
import { ExportId, type ExportRequest } from "./wire.ts";

export type RequestExportDeps = {
  readonly findCodes: FindCodes;
  readonly takesMore: TakesMore;
  readonly exports: Pick<ExportStore, "find" | "asked" | "created">;
  readonly write: Write;
  readonly clock: Clock;
};

const ID_LENGTH = 26;

/** The event by which the worker hears of it. */
export const EXPORT_REQUESTED = "export.requested";

/**
 * Asks for an export. What is asked for decides its id, with the account codes that it has: asking again finds the
 * same one, and its bytes are the same whenever it is written, for only days that are over are exported.
 * @throws Refused `invalid-request` for days that are not over or not sealed, and for account codes that nobody saved
 */
export const requestExport =
  (deps: RequestExportDeps) =>
  async (owner: BookOwner, request: ExportRequest, actor: Actor): Promise<Export> => {
    const now = deps.clock.now();
    if (request.to >= dateOf(now)) throw notOver(request.to);
    // Breaks are in no journal: their histories are written at once.
    if (
      request.kind !== "BREAKS" &&
      (await deps.takesMore({ owner, currency: request.currency }, request.to))
    )
      throw notSealed(request.to);
    const { accountCodes: _said, codesVersion: _version, lenderId: _named, ...asked } = request;
    const what = { ...asked, owner, ...(await codesFor(deps, owner, request)) };
    const one: Export = { ...what, exportId: idOf(what), state: "REQUESTED", requestedAt: now };
    const outcome = await deps.write(writtenOf(deps, one, actor));
    return outcome.ok ? one : ((await deps.exports.find(one.exportId)) ?? one);
  };

export type RequestExport = ReturnType<typeof requestExport>;

/** The codes that a request says, or else the lender's own; money of nobody's has none. */
async function codesFor(
  { findCodes }: Pick<RequestExportDeps, "findCodes">,
  owner: BookOwner,
  { kind, accountCodes, codesVersion }: ExportRequest,
): Promise<Pick<Export, "codes" | "codesVersion">> {
  if (accountCodes !== undefined) return { codes: accountCodes };
  if (kind !== "JOURNAL" || codesVersion === NO_CODES_VERSION) return { codes: {} };
  return codesIn(owner === "unassigned" ? undefined : await findCodes(owner, codesVersion), codesVersion);
}

function codesIn(
  found: AccountCodesView | undefined,
  named: number | undefined,
): Pick<Export, "codes" | "codesVersion"> {
  if (found === undefined && named !== undefined) throw unknownCodes(named);
  if (found === undefined || found.version === NO_CODES_VERSION) return { codes: {} };
  return { codes: found.accountCodes, codesVersion: found.version };
}

function writtenOf({ exports, clock }: RequestExportDeps, one: Export, actor: Actor) {
  const now = clock.now();
  const { exportId, kind, format, owner, currency, from, to, codesVersion } = one;
  const { items } = recorded(
    { accountId: exportId, chain: emptyChain },
    [
      {
        type: EXPORT_REQUESTED,
        actor,
        effectiveAt: now,
        receivedAt: now,
        data: {
          kind,
          format,
          owner,
          currency,
          from,
          to,
          ...(codesVersion !== undefined && { codesVersion }),
        },
        route: { queue: "finance", group: exportId },
      },
    ],
    now,
  );
  return { identity: [exports.asked(one, actor.id)], state: [exports.created(one)], events: items } as const;
}

const idOf = (asked: Readonly<Record<string, unknown>>): ExportId =>
  ExportId.parse(`exp_${sha256(canonical(asked)).slice(0, ID_LENGTH).toUpperCase()}`);

const notOver = (to: string): Refused =>
  new Refused({
    code: "invalid-request",
    detail: "Only days that are over are exported: their bytes never change.",
    errors: [{ pointer: "/to", code: "not-over", detail: `${to} is not over, UTC` }],
  });

const notSealed = (to: string): Refused =>
  new Refused({
    code: "invalid-request",
    detail:
      "Only sealed days are exported: their bytes never change. A day is sealed within two hours of its end.",
    errors: [{ pointer: "/to", code: "not-sealed", detail: `${to} may still take entries` }],
  });

const unknownCodes = (version: number): Refused =>
  new Refused({
    code: "invalid-request",
    detail: "The lender has no such account codes.",
    errors: [{ pointer: "/codesVersion", code: "unknown", detail: `no version ${version}` }],
  });
