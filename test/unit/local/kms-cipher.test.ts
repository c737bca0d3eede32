import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { mac, open, seal } from "../../../infra/local/stores/kms-cipher.ts";

const master = randomBytes(32);
const binding = {
  keyArn: "arn:aws:kms:eu-west-1:000000000000:key/a",
  context: { tenant: "lender-1", field: "debtor" },
};
const sealed = seal(master, Buffer.from("Ada"), binding);

it("opens what it sealed, naming the key, whatever the order of the context", () => {
  const opened = open(master, sealed, { field: "debtor", tenant: "lender-1" });
  expect(opened?.plaintext.toString()).toBe("Ada");
  expect(opened?.keyArn).toBe(binding.keyArn);
});

it("opens nothing for another context, another master key or altered bytes", () => {
  expect(open(master, sealed, { tenant: "lender-2", field: "debtor" })).toBeUndefined();
  expect(open(randomBytes(32), sealed, binding.context)).toBeUndefined();
  for (const index of [0, 5, 60, sealed.length - 1]) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(open(master, altered, binding.context)).toBeUndefined();
  }
  expect(open(master, Buffer.alloc(2), {})).toBeUndefined();
});

it("hashes a message alike every time, and otherwise by another key, master or message", () => {
  const text = Buffer.from("AB1234");
  const hashed = mac(master, binding.keyArn, text).toString("hex");
  expect(mac(master, binding.keyArn, text).toString("hex")).toBe(hashed);
  for (const other of [
    mac(master, `${binding.keyArn}b`, text),
    mac(randomBytes(32), binding.keyArn, text),
    mac(master, binding.keyArn, Buffer.from("AB1235")),
  ])
    expect(other.toString("hex")).not.toBe(hashed);
});
