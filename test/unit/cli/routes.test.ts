import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../../docs/generators/openapi.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { accountGroup } from "../../../infra/cli/groups/accounts.ts";
import { debtorGroups } from "../../../infra/cli/groups/debtors.ts";
import { batchGroup } from "../../../infra/cli/groups/batches.ts";
import { breakGroup } from "../../../infra/cli/groups/breaks.ts";
import { bankAccountGroup, bankGroup } from "../../../infra/cli/groups/bank.ts";
import { eventFileGroup } from "../../../infra/cli/groups/event-files.ts";
import { disputeGroup } from "../../../infra/cli/groups/disputes.ts";
import { commissionPlanGroup } from "../../../infra/cli/groups/commission-plans.ts";
import { configurationGroups } from "../../../infra/cli/groups/configuration.ts";
import { deliveryGroups } from "../../../infra/cli/groups/deliveries.ts";
import { dialectGroups } from "../../../infra/cli/groups/dialects.ts";
import { feedGroup } from "../../../infra/cli/groups/feed.ts";
import { remittanceFileGroup } from "../../../infra/cli/groups/remittance-files.ts";
import { matchGroups } from "../../../infra/cli/groups/matches.ts";
import { reconciliationGroup } from "../../../infra/cli/groups/reconciliations.ts";
import { remittanceGroup } from "../../../infra/cli/groups/remittances.ts";
import { invoiceGroup } from "../../../infra/cli/groups/invoices.ts";
import { keyGroup } from "../../../infra/cli/groups/keys.ts";
import { reportGroups } from "../../../infra/cli/groups/reports.ts";
import { snapshotGroup } from "../../../infra/cli/groups/snapshots.ts";
import { workGroup } from "../../../infra/cli/groups/work.ts";

const groups = [
  accountGroup,
  ...debtorGroups,
  disputeGroup,
  ...reportGroups,
  batchGroup,
  ...configurationGroups,
  commissionPlanGroup,
  bankAccountGroup,
  bankGroup,
  ...deliveryGroups,
  ...dialectGroups,
  eventFileGroup,
  feedGroup,
  keyGroup,
  remittanceGroup,
  remittanceFileGroup,
  invoiceGroup,
  ...reportGroups,
  workGroup,
  breakGroup,
  snapshotGroup,
  reconciliationGroup,
  ...matchGroups,
];
const commands = groups.flatMap((group) =>
  group.operations.flatMap(({ name, method, path, lenderPath }) =>
    [path, lenderPath]
      .filter((one) => one !== undefined)
      .map((one) => [`${group.name} ${name}`, `${method} ${one}`] as const),
  ),
);
type Schema = {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};
const { schemas } = openApiDocument().components as unknown as {
  readonly schemas: Readonly<Record<string, Schema>>;
};

const resolved = (schema: Schema | undefined): Schema | undefined =>
  schema?.$ref === undefined ? schema : resolved(schemas[schema.$ref.split("/").at(-1) ?? ""]);

const has = (schema: Schema | undefined, [first, ...rest]: readonly string[]): boolean => {
  const found = resolved(schema);
  if (first === undefined) return found !== undefined;
  return (
    [...(found?.anyOf ?? []), ...(found?.oneOf ?? [])].some((one) => has(one, [first, ...rest])) ||
    has(found?.properties?.[first], rest)
  );
};

const columns = groups.flatMap((group) =>
  group.operations.flatMap(({ name, method, path, columns: shown = [] }) =>
    shown.map(([, member]) => [`${group.name} ${name}`, member, `${method} ${path}`] as const),
  ),
);

const known = new Set(operations.map(({ method, path }) => `${method} ${path}`));

describe("the command line", () => {
  it.each(commands)("asks with `%s` for what the gateway has: %s", (_command, asked) => {
    expect(known).toContain(asked);
  });

  it.each(columns)("shows of `%s` the member %s, which the answer has", (_command, member, asked) => {
    const operation = operations.find(({ method, path }) => `${method} ${path}` === asked);
    const page = schemas[operation?.answer.schema ?? ""];
    expect(has(resolved(page)?.properties?.["items"]?.items, member.split("."))).toBe(true);
  });
});
