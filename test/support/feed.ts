import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "./http.ts";
import { demand, type Agency } from "./tenant.ts";

const WAIT_MS_MAX = 20_000;

export const feedPath = ({ agencyId }: Pick<Agency, "agencyId">, rest = ""): string =>
  `/v1/agencies/${agencyId}/feed${rest}`;

/** One page of an agency's feed, as the agency itself gets it. */
export async function feedPage(agency: Agency, query = ""): Promise<Json> {
  const answer = await agency.call(feedPath(agency, query), { apiKey: agency.apiKey });
  return demand(answer, 200).body;
}

/** Follows the feed page by page, as an agency that polls does, until so many events came. */
export async function follow(agency: Agency, count: number, limit = 50): Promise<readonly Json[]> {
  const deadline = Date.now() + WAIT_MS_MAX;
  const items: Json[] = [];
  let cursor = "";
  while (items.length < count) {
    const page = await feedPage(agency, `?limit=${limit}${cursor}`);
    items.push(...page.items);
    cursor = `&cursor=${page.nextCursor}`;
    if (Date.now() > deadline) throw new Error(`only ${items.length} of ${count} events came`);
    if (page.items.length === 0) await sleep(25);
  }
  return items;
}
