import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withBlocks } from "../../../docs/generators/blocks.ts";
import { documents } from "../../../docs/generators/documents.ts";
import { errorsMarkdown } from "../../../docs/generators/errors-markdown.ts";
import { ledgerAccounts, ledgerWords } from "../../../docs/generators/ledger-words.ts";
import { domainBlocks } from "../../../docs/generators/domain-blocks.ts";
import { lifecycles, lifecycleTransitions } from "../../../shared/accounts/model.ts";
import { problems } from "../../../shared/kernel/problems.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");

describe("the generated documents", () => {
  it("are the same each time they are made", () => {
    expect(documents(read)).toEqual(documents(read));
  });

  it("keep what a person wrote around them", () => {
    const text = "before\n<!-- generated:one -->\nold\n<!-- /generated -->\nafter\n";
    const renewed = withBlocks(text, { one: () => "new" });
    expect(renewed).toBe("before\n<!-- generated:one -->\n\nnew\n\n<!-- /generated -->\nafter\n");
    expect(withBlocks(renewed, { one: () => "new" })).toBe(renewed);
  });

  it("are not made when a block has no place, or a place no block", () => {
    expect(() => withBlocks("", { one: () => "" })).toThrow("blocks without a place: one");
    expect(() => withBlocks("<!-- generated:two --><!-- /generated -->", {})).toThrow(
      "nobody makes the block two",
    );
  });

  it("have a section per problem code, whose anchor is the code", () => {
    const sections = [...errorsMarkdown().matchAll(/^## (\S+)$/gmu)].map(([, code]) => code);
    expect(sections).toEqual(Object.keys(problems));
  });

  it("draw every step that the lifecycle allows", () => {
    const drawn = domainBlocks["lifecycle-diagram"]!();
    for (const [event, { from, to }] of Object.entries(lifecycleTransitions))
      for (const one of from) expect(drawn).toContain(`  ${one} --> ${to}: ${event}\n`);
    for (const state of lifecycles) expect(drawn).toContain(state);
  });

  it("have words for exactly the ledger accounts that the code posts to", () => {
    expect([...ledgerAccounts].sort()).toEqual(Object.keys(ledgerWords).sort());
  });
});
