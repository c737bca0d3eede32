import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import type { Condition, Update } from "../../../shared/kernel/change.ts";
import { standing, standingItem, transactItem, updateInput } from "../../../shared/platform/transaction.ts";

const key = { pk: "ACCOUNT#1", sk: "ACCOUNT" };
const update = (over: Partial<Update> = {}): Update => ({
  kind: "update",
  name: "x",
  key,
  when: [],
  ...over,
});

describe("an item that must not exist yet", () => {
  it("is put on condition that nothing stands there, and brings back what does", () => {
    expect(transactItem("T", { kind: "create", name: "receipt", item: { ...key, a: 1 } })).toEqual({
      Put: {
        TableName: "T",
        Item: { ...key, a: 1 },
        ConditionExpression: "attribute_not_exists(#pk)",
        ExpressionAttributeNames: { "#pk": "pk" },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    });
  });
});

describe("a new version of an item", () => {
  const replaced = (when: readonly Condition[]) =>
    transactItem("T", { kind: "replace", name: "account", item: key, when }).Put;

  it("is written only while all its conditions hold", () => {
    expect(
      replaced([
        { attribute: "version", is: "=", value: 4 },
        { attribute: "state", is: "in", value: ["RAISED", "AWAITING_LENDER"] },
        { attribute: "open", is: "<", value: 10 },
        { attribute: "at", is: "<=", value: "2026" },
        { attribute: "list", is: "present" },
        { attribute: "stoppedAt", is: "absent" },
      ]),
    ).toMatchObject({
      ConditionExpression:
        "#version = :c0v0 AND #state IN (:c1v0, :c1v1) AND #open < :c2v0 AND #at <= :c3v0 AND attribute_exists(#list) AND attribute_not_exists(#stoppedAt)",
      ExpressionAttributeNames: {
        "#version": "version",
        "#state": "state",
        "#open": "open",
        "#at": "at",
        "#list": "list",
        "#stoppedAt": "stoppedAt",
      },
      ExpressionAttributeValues: {
        ":c0v0": 4,
        ":c1v0": "RAISED",
        ":c1v1": "AWAITING_LENDER",
        ":c2v0": 10,
        ":c3v0": "2026",
      },
    });
  });

  it("may compare one attribute with two bounds", () => {
    expect(
      replaced([
        { attribute: "open", is: "<", value: 10 },
        { attribute: "open", is: "<=", value: 20 },
      ]),
    ).toMatchObject({
      ConditionExpression: "#open < :c0v0 AND #open <= :c1v0",
      ExpressionAttributeValues: { ":c0v0": 10, ":c1v0": 20 },
    });
  });

  it("without conditions has none, for DynamoDB takes no empty expression", () => {
    const put = replaced([]);
    for (const name of ["ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"])
      expect(put).not.toHaveProperty(name);
  });
});

describe("a change to some attributes", () => {
  it("sets, adds and removes in one expression", () => {
    expect(
      updateInput("T", update({ set: { state: "CLOSED" }, add: { open: -1 }, remove: ["list", "at"] })),
    ).toEqual({
      TableName: "T",
      Key: key,
      UpdateExpression: "SET #state = :SETstate ADD #open :ADDopen REMOVE #list, #at",
      ExpressionAttributeNames: { "#state": "state", "#open": "open", "#list": "list", "#at": "at" },
      ExpressionAttributeValues: { ":SETstate": "CLOSED", ":ADDopen": -1 },
    });
  });

  it("does not touch what is not given", () => {
    const input = updateInput(
      "T",
      update({ set: { state: "ACTIVE", endedAt: undefined, agencyCaseRef: undefined } }),
    );
    expect(input.UpdateExpression).toBe("SET #state = :SETstate");
    expect(input.ExpressionAttributeNames).toEqual({ "#state": "state" });
  });

  it("that only removes has no values, for DynamoDB takes no empty list of them", () => {
    const input = updateInput(
      "T",
      update({ remove: ["list"], when: [{ attribute: "list", is: "present" }] }),
    );
    expect(input).toMatchObject({
      UpdateExpression: "REMOVE #list",
      ConditionExpression: "attribute_exists(#list)",
    });
    expect(input).not.toHaveProperty("ExpressionAttributeValues");
  });

  it("keeps the value compared and the value set apart, also for one attribute", () => {
    expect(
      updateInput("T", update({ set: { state: "B" }, when: [{ attribute: "state", is: "=", value: "A" }] })),
    ).toMatchObject({
      ConditionExpression: "#state = :c0v0",
      ExpressionAttributeValues: { ":c0v0": "A", ":SETstate": "B" },
      ExpressionAttributeNames: { "#state": "state" },
    });
  });

  it("in a transaction brings back what stood there", () => {
    expect(transactItem("T", update({ set: { a: 1 } })).Update).toMatchObject({
      Key: key,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  });
});

describe("what stood in the way", () => {
  it("comes back as it was stored", () => {
    const item = { pk: { S: "RECEIPT#1" }, amount: { N: "12" }, holds: { L: [] } };
    expect(standing(item)).toEqual({ pk: "RECEIPT#1", amount: 12, holds: [] });
    const error = new ConditionalCheckFailedException({ message: "no", $metadata: {}, Item: item });
    expect(standingItem(error)).toEqual({ pk: "RECEIPT#1", amount: 12, holds: [] });
  });

  it("may be nothing", () => {
    expect(standing(undefined)).toBeUndefined();
    expect(standingItem(new Error("other"))).toBeUndefined();
  });
});
