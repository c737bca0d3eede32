import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { updateOne } from "../../shared/platform/dynamo.ts";
import { eventKey } from "../../shared/platform/events.ts";
import { tableAt } from "./table.ts";

/** Marks an event as never routed, as if the stream had lost it: only the sweep can find it then. */
export async function loseRouting(cloud: LocalCloud, accountId: string, sequence: number): Promise<void> {
  const [table] = cloud.plan.tables;
  const update = updateOne(tableAt(cloud.endpoints, table!.name));
  const marked = await update({
    kind: "update",
    name: "outbox",
    key: eventKey(accountId, sequence),
    set: { list: `OUTBOX#${sequence % 4}`, at: "2024-01-01T00:00:00.000Z" },
    when: [{ attribute: "routes", is: "present" }],
  });
  if (!marked) throw new Error(`event ${sequence} of ${accountId} has nowhere to go`);
}
