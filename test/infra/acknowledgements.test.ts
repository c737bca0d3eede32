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
      violatingResources.map(({ constructPath = "" }) => ({ rule: ruleName, path: constructPath })),
    );
}

const forget = (construct: IConstruct): void => {
  const metadata = construct.node.metadata.filter(
    ({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
  );
  Object.defineProperty(construct.node, "metadata", { value: metadata });
};

/** Before the synthesis, what another stack has is named by its resource and not yet by its export. */
const unexported = (id: string): string =>
  id.replace(/[\w-]+:ExportsOutputFnGetAtt(\w+)Arn[0-9A-F]{8}/u, "<$1.Arn>");

const accepted = acknowledgements.flatMap(({ id, paths }) =>
  paths.map((path) => ({ rule: unexported(id).replace("AwsSolutions::", ""), path })),
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
