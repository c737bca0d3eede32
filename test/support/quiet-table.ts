import { inject } from "vitest";
import type { Table } from "../../shared/platform/dynamo.ts";
import { tableAt } from "./table.ts";

let opened: Table | undefined;

/** The run's table without a stream: what is written there nobody but the test acts upon. */
export function quietTable(): Table {
  const { endpoints, quietTableName } = inject("cloud");
  opened ??= noted(tableAt(endpoints, quietTableName));
  return opened;
}

const touched = new Set<string>();

/** Whether this process ever named a partition of the quiet table; one that it did not is empty, for ids are its own. */
export const isTouched = (pk: string): boolean => touched.has(pk);

type Naming = {
  readonly Item?: { readonly pk?: unknown };
  readonly Key?: { readonly pk?: unknown };
  readonly TransactItems?: readonly Readonly<Record<string, Naming>>[];
  readonly RequestItems?: Readonly<Record<string, readonly { readonly PutRequest?: Naming }[]>>;
};

/** Notes every partition that a command to the table names. */
function noted(table: Table): Table {
  table.client.middlewareStack.add(
    (next) => (args) => {
      for (const pk of partitionsOf(args.input as Naming)) touched.add(pk);
      return next(args);
    },
    { step: "initialize", name: "noted" },
  );
  return table;
}

const partitionsOf = ({ Item, Key, TransactItems = [], RequestItems = {} }: Naming): readonly string[] => [
  ...[Item?.pk, Key?.pk].filter((pk) => typeof pk === "string"),
  ...TransactItems.flatMap((item) => Object.values(item).flatMap(partitionsOf)),
  ...Object.values(RequestItems).flatMap((requests) =>
    Array.isArray(requests) ? requests.flatMap(({ PutRequest = {} }) => partitionsOf(PutRequest)) : [],
  ),
];
