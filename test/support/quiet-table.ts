import { inject } from "vitest";
import type { Table } from "../../shared/platform/dynamo.ts";
import { tableAt } from "./table.ts";

let opened: Table | undefined;

/** The run's table without a stream: what is written there nobody but the test acts upon. */
export function quietTable(): Table {
  const { endpoints, quietTableName } = inject("cloud");
  opened ??= tableAt(endpoints, quietTableName);
  return opened;
}
