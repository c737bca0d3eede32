import * as z from "zod";
import { AccountView, Disclosure, DisputeView, Event, page, type History } from "./audit-wire.ts";
import { mapBounded } from "../sandbox/sandbox-bounded.ts";
import { demand } from "../sandbox/sandbox-client.ts";

/** Reads with one key, as any client of the API would. */
export type Reader = { readonly baseUrl: string; readonly apiKey: string };

const CONCURRENCY = 6;
const PAGE_SIZE = 200;
const PAGE_COUNT_MAX = 1_000;

const AccountItem = z.object({ accountId: z.string() });

export async function read<T extends z.ZodType>(
  reader: Reader,
  path: string,
  schema: T,
): Promise<z.infer<T>> {
  return schema.parse(await demand(reader.baseUrl, { method: "GET", path, apiKey: reader.apiKey }, 200));
}

/** All items of a list, page by page. */
export async function readAll<T extends z.ZodType>(
  reader: Reader,
  path: string,
  item: T,
): Promise<z.infer<T>[]> {
  const items: z.infer<T>[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < PAGE_COUNT_MAX; count += 1) {
    const query = `limit=${PAGE_SIZE}${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const found = await read(reader, `${path}${path.includes("?") ? "&" : "?"}${query}`, page(item));
    items.push(...found.items);
    cursor = found.nextCursor;
    if (cursor === undefined) return items;
  }
  throw new Error(`${path} has more than ${PAGE_COUNT_MAX} pages`);
}

/** Every account of the lenders with its history, through the API. */
export async function readHistories(
  reader: Reader,
  lenderIds: readonly string[],
  onEach: () => void,
): Promise<readonly History[]> {
  const lists = await Promise.all(
    lenderIds.map((lenderId) => readAll(reader, `/v1/accounts?lenderId=${lenderId}`, AccountItem)),
  );
  return mapBounded(lists.flat(), CONCURRENCY, async ({ accountId }) => {
    const view = await read(reader, `/v1/accounts/${accountId}`, AccountView);
    const events = await readAll(reader, `/v1/accounts/${accountId}/events`, Event);
    onEach();
    return { view, events };
  });
}

/** Every dispute that the histories speak of; the list of the API holds only those that are open. */
export const readDisputes = (reader: Reader, histories: readonly History[]): Promise<DisputeView[]> => {
  const ids = histories.flatMap(({ events }) =>
    events.filter(({ type }) => type === "dispute.raised").map(({ data }) => String(data["disputeId"])),
  );
  return mapBounded(ids, CONCURRENCY, (id) => read(reader, `/v1/disputes/${id}`, DisputeView));
};

/** What agencies were told of the debtors, by the record; who was never offered was not told of. */
export async function readDisclosures(
  reader: Reader,
  histories: readonly History[],
): Promise<readonly Disclosure[]> {
  const offered = histories.filter(({ events }) => events.some(({ type }) => type === "placement.offered"));
  const records = await mapBounded(offered, CONCURRENCY, ({ view }) =>
    readAll(reader, `/v1/accounts/${view.accountId}/disclosures`, Disclosure),
  );
  return records.flat();
}
