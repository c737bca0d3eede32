import { describe, expect, it } from "vitest";
import { operations } from "../../../docs/generators/operations.ts";
import { accountGroups } from "../../../infra/cli/groups/accounts.ts";
import { batchGroup } from "../../../infra/cli/groups/batches.ts";
import { bankAccountGroup, bankGroup } from "../../../infra/cli/groups/bank.ts";
import { eventFileGroup } from "../../../infra/cli/groups/event-files.ts";
import { disputeGroup } from "../../../infra/cli/groups/disputes.ts";
import { commissionPlanGroup } from "../../../infra/cli/groups/commission-plans.ts";
import { configurationGroups } from "../../../infra/cli/groups/configuration.ts";
import { deliveryGroups } from "../../../infra/cli/groups/deliveries.ts";
import { dialectGroups } from "../../../infra/cli/groups/dialects.ts";
import { feedGroup } from "../../../infra/cli/groups/feed.ts";
import { keyGroup } from "../../../infra/cli/groups/keys.ts";

const groups = [
  ...accountGroups,
  disputeGroup,
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
];
const commands = groups.flatMap((group) =>
  group.operations.flatMap(({ name, method, path, lenderPath }) =>
    [path, lenderPath]
      .filter((one) => one !== undefined)
      .map((one) => [`${group.name} ${name}`, `${method} ${one}`] as const),
  ),
);
const known = new Set(operations.map(({ method, path }) => `${method} ${path}`));

describe("the command line", () => {
  it.each(commands)("asks with `%s` for what the gateway has: %s", (_command, asked) => {
    expect(known).toContain(asked);
  });
});
