import { dueBusinessDays } from "../../shared/breaks/clock.ts";
import { entries } from "../../shared/breaks/entries.ts";
import { EntryKind, methodOf } from "../../shared/breaks/resolution-wire.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { breakKinds } from "../../shared/reconciliation/break-codes.ts";
import { BreakCode, Severity } from "../../shared/reconciliation/wire.ts";
import { code, codes, table } from "./markdown.ts";

const named = {
  agencyId: AgencyId.parse(`agy_${"A".repeat(26)}`),
  toAgencyId: AgencyId.parse(`agy_${"B".repeat(26)}`),
};

const general = (account: string | undefined): string =>
  (account ?? "").replace(named.agencyId, "<agencyId>").replace(named.toAgencyId, "<toAgencyId>");

/** The ledger accounts that resolutions post to. */
export const breakAccounts: readonly string[] = Object.values(entries).flatMap(({ from, to }) =>
  [from, to].map((account) => general(account(named)).replace("<toAgencyId>", "<agencyId>")),
);

/** The parts of `docs/breaks.md` that the code knows better. */
export const breakBlocks: Readonly<Record<string, () => string>> = {
  "break-codes": () =>
    table(
      ["Code", "Severity", "Owner", "Suggested", "Found by", "Means"],
      BreakCode.options.map((name) => {
        const { severity, owner, action, foundBy, alsoFoundBy, means } = breakKinds[name];
        const finders = [foundBy, alsoFoundBy].flatMap((one) => (one ? [code(one)] : [])).join(", ");
        return [code(name), code(severity), code(owner), code(action), finders, means];
      }),
    ),
  "break-entries": () =>
    table(
      ["Method", "Entry", "What is missing goes off", "and on to", "When", "For"],
      EntryKind.options.map((name) => {
        const { from, to, says, codes: of } = entries[name];
        return [
          code(methodOf[name]),
          code(name),
          code(general(from(named))),
          code(general(to(named))),
          says,
          codes(of),
        ];
      }),
    ),
  "break-clocks": () =>
    table(
      ["Severity", "Business days"],
      Severity.options.toReversed().map((name) => [code(name), String(dueBusinessDays[name])]),
    ),
};
