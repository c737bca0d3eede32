import { describe, expect, it } from "vitest";
import { resolve, resolveText, type Scope } from "../../../infra/local/plan/intrinsics.ts";
import type { Json } from "../../../infra/local/plan/template.ts";

const conditions: Record<string, Json> = {
  IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
  IsDev: { "Fn::Not": [{ Condition: "IsProd" }] },
  Both: { "Fn::And": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
  Either: { "Fn::Or": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
};

const scope: Scope = {
  where: "stack",
  ref: (name) => ({ Stage: "dev", Table: "the-table", "AWS::Region": "us-east-1" })[name],
  attribute: (logicalId, attribute) => `${logicalId}.${attribute}!`,
  condition: (name) => conditions[name] ?? null,
  mapping: (...keys) => keys.join("/"),
  importValue: (name) => `imported ${name}`,
};

describe("resolve", () => {
  it.each<[string, Json, Json | undefined]>([
    ["plain values", { a: [1, "b", true, null] }, { a: [1, "b", true, null] }],
    ["Ref", { Ref: "Table" }, "the-table"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Table", "Arn"] }, "Table.Arn!"],
    ["GetAtt as text", { "Fn::GetAtt": "Table.Stream.Arn" }, "Table.Stream.Arn!"],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "Stage" }, 3]] }, "a-dev-3"],
    ["Join of a resolved list", { "Fn::Join": ["+", { "Fn::Split": [",", "a,b"] }] }, "a+b"],
    ["Sub", { "Fn::Sub": "${Stage}:${Table.Arn}:${!Literal}" }, "dev:Table.Arn!:${Literal}"],
    ["Sub with variables", { "Fn::Sub": ["${x}-${Stage}", { x: { Ref: "Table" } }] }, "the-table-dev"],
    ["Select", { "Fn::Select": ["1", { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    ["If", { "Fn::If": ["IsDev", { Ref: "Stage" }, "other"] }, "dev"],
    ["If otherwise", { "Fn::If": ["IsProd", "other", { Ref: "Stage" }] }, "dev"],
    ["And", { "Fn::If": ["Both", 1, 2] }, 2],
    ["Or", { "Fn::If": ["Either", 1, 2] }, 1],
    ["FindInMap", { "Fn::FindInMap": ["Throttle", { Ref: "Stage" }, "rate"] }, "Throttle/dev/rate"],
    ["ImportValue", { "Fn::ImportValue": { "Fn::Sub": "${Stage}-x" } }, "imported dev-x"],
    ["NoValue in an object", { a: 1, b: { Ref: "AWS::NoValue" } }, { a: 1 }],
    ["NoValue in a list", [1, { Ref: "AWS::NoValue" }], [1]],
    [
      "a field called Condition that is no reference",
      { Condition: { StringEquals: { a: "b" } } },
      { Condition: { StringEquals: { a: "b" } } },
    ],
  ])("resolves %s", (_what, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it("refuses an intrinsic function it does not know, by name and place", () => {
    expect(() => resolve({ "Fn::Cidr": ["10.0.0.0/16"] }, scope)).toThrow(
      "stack: unknown intrinsic function Fn::Cidr",
    );
  });

  it.each<[string, Json]>([
    ["a list where text must be", ["a"]],
    ["nothing where text must be", { Ref: "AWS::NoValue" }],
  ])("refuses %s", (_what, value) => {
    expect(() => resolveText(value, scope)).toThrow("expected text");
  });
});
