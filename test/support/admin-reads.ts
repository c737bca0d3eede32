import type { Answer, Json } from "./http.ts";
import { operatorHere } from "./here.ts";
import { demand } from "./tenant.ts";

/** Every entry of a list, following its cursors; pages are small, so that there is more than one. */
export async function everyOne(path: string, limit = 7): Promise<readonly Json[]> {
  const items: Json[] = [];
  const glue = path.includes("?") ? "&" : "?";
  let cursor = "";
  do {
    const { body }: Answer = demand(await operatorHere().get(`${path}${glue}limit=${limit}${cursor}`), 200);
    items.push(...body.items);
    cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  return items;
}
