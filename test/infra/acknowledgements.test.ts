import { Validations } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { beforeAll, describe, expect, it } from "vitest";
import { acknowledgements } from "../../infra/acknowledgements.ts";
import { gateway } from "../../infra/gateway.ts";
import { synthesised } from "./templates.ts";

type Finding = { readonly rule: string; readonly path: string };

/** Everything cdk-nag finds, as if nothing had been acknowledged. */
function findings(): readonly Finding[] {
  const { app } = gateway(() => Code.fromInline("export {};"));
  const pack = new AwsSolutionsChecks(app);
  for (const construct of app.node.findAll()) forget(construct);
  return pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({ rule: exported(ruleName), path: constructPath })),
    );
}

/** Before the synthesis, a reference across stacks is said by its logical id; after it, by its export. */
const exported = (rule: string): string =>
  rule.replace(
    /<(\w+)\.Arn>/u,
    (unresolved, logicalId: string) =>
      acknowledgements
        .map(({ id }) => new RegExp(`debt-agency-gateway-data:\\w+${logicalId}Arn\\w+`, "u").exec(id)?.[0])
        .find((name) => name !== undefined) ?? unresolved,
  );

const forget = (construct: IConstruct): void => {
  const metadata = construct.node.metadata.filter(
    ({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
  );
  Object.defineProperty(construct.node, "metadata", { value: metadata });
};

const accepted = acknowledgements.flatMap(({ id, paths }) =>
  paths.map((path) => ({ rule: id.replace("AwsSolutions::", ""), path })),
);
const covers = (by: Finding, found: Finding): boolean =>
  by.rule === found.rule && (found.path === by.path || found.path.startsWith(`${by.path}/`));

describe("cdk-nag", () => {
  let found: readonly Finding[] = [];
  beforeAll(() => {
    found = findings();
  });

  it("passes: a finding that nobody acknowledged ends the synthesis", () => {
    expect(() => synthesised.app.synth()).not.toThrow();
  });

  it("finds nothing that is not acknowledged", () => {
    expect(found.filter((finding) => !accepted.some((each) => covers(each, finding)))).toEqual([]);
  });

  it("still finds what each acknowledgement is for", () => {
    expect(found).not.toEqual([]);
    expect(accepted.filter((each) => !found.some((finding) => covers(each, finding)))).toEqual([]);
  });

  it.each(acknowledgements)("$id is acknowledged with a reason", ({ reason }) => {
    expect(reason).toMatch(/^[A-Z].{40,}\.$/u);
  });
});
