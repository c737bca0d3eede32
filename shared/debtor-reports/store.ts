import * as z from "zod";
import type { Create, Item, Replace } from "../kernel/change.ts";
import { accountIdOf, ReportId, type AccountId, type LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { guard } from "../kernel/transitions.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { eventKey } from "../platform/events.ts";
import { DebtorReport, reportTransitions } from "./model.ts";
import { ReportType } from "./wire.ts";

const reportKey = (reportId: ReportId) => ({
  pk: `ACCOUNT#${accountIdOf(reportId)}`,
  sk: `REPORT#${reportId}`,
});

/** A lender's open reports of one type: the types are the shards of its work list. */
const openList = (lenderId: LenderId, type: ReportType): string => `REPORTS#${lenderId}#${type}`;

/** What nobody has to answer by a day comes after everything that somebody has to. */
const NO_DUE_TIME = "9999";

const Listed = z.object({ pk: z.string(), sk: z.string(), list: z.string(), at: z.string() });
type Listed = z.infer<typeof Listed>;

const Answering = z.object({ data: z.object({ reportId: ReportId }) });

export type OpenQuery = {
  readonly lenderId: LenderId;
  readonly type?: ReportType;
  readonly limit: number;
  readonly after?: Page["next"];
};

export const reportStore = (reader: Reader) => {
  const find = async (reportId: ReportId): Promise<DebtorReport | undefined> => {
    const item = await reader.get(reportKey(reportId));
    return item === undefined ? undefined : DebtorReport.parse(item);
  };
  return {
    find,
    /** The report that an event of the account answers. */
    answeredBy: async (accountId: AccountId, sequence: number): Promise<DebtorReport | undefined> => {
      const event = await reader.get(eventKey(accountId, sequence));
      return event === undefined ? undefined : find(Answering.parse(event).data.reportId);
    },
    /** A page of a lender's open reports, those first that are due first. */
    open: async ({ lenderId, type, limit, after }: OpenQuery) => {
      const types = type === undefined ? ReportType.options : [type];
      const lists = types.map((one) => openList(lenderId, one));
      const pages = await Promise.all(
        lists.map((list) =>
          reader.page({
            pk: list,
            index: "byList",
            limit,
            ...(after && { after: inList(lists, list, after) }),
          }),
        ),
      );
      const waiting = pages
        .flatMap(({ items }) => items.map((item) => Listed.parse(item)))
        .toSorted((a, b) => (a.at < b.at ? -1 : 1));
      const shown = waiting.slice(0, limit);
      const isMore = waiting.length > limit || pages.some(({ next }) => next !== undefined);
      const last = shown.at(-1);
      return { items: await reportsOf(reader, shown), ...(isMore && last && { next: positionOf(last) }) };
    },
    created: (report: DebtorReport): Create => ({ kind: "create", name: "report", item: reportItem(report) }),
    changed: (before: DebtorReport, after: DebtorReport): Replace => ({
      kind: "replace",
      name: "report",
      item: reportItem(after),
      when: [
        { attribute: "state", is: "=", value: before.state },
        guard(reportTransitions, { attribute: "state", to: after.state }),
      ],
    }),
  };
};

export type ReportStore = ReturnType<typeof reportStore>;

/** Due times carry their report's id, so that one position is before or behind every entry of every list. */
function inList(lists: readonly string[], list: string, after: Readonly<Record<string, unknown>>) {
  if (lists.some((one) => one === after["list"])) return { ...after, list };
  throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
}

const positionOf = ({ pk, sk, list, at }: Listed) => ({ pk, sk, list, at });

async function reportsOf(reader: Reader, shown: readonly Listed[]): Promise<readonly DebtorReport[]> {
  const items = await reader.getAll(shown.map(({ pk, sk }) => ({ pk, sk })));
  const found = items.map((item) => DebtorReport.parse(item));
  const byId = new Map(found.map((report) => [reportKey(report.reportId).sk, report]));
  return shown.flatMap(({ sk }) => byId.get(sk) ?? []);
}

function reportItem(report: DebtorReport): Item {
  const { reportId, lenderId, type, state, reviewBy = NO_DUE_TIME, receivedAt } = report;
  const at = `${reviewBy}#${receivedAt}#${reportId}`;
  return {
    ...reportKey(reportId),
    ...report,
    ...(state === "OPEN" && { list: openList(lenderId, type), at }),
  };
}
