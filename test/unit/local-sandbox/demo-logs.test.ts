import { describe, expect, it } from "vitest";
import { exposed, personalDataIn } from "../../../infra/local/demo/demo-logs.ts";
import { portfolio } from "../../../infra/local/sandbox/portfolio.ts";

const accounts = portfolio(5, "2026-03-01");
const [{ debtor } = { debtor: undefined }] = accounts;
const email = debtor?.contactPoints[0]?.value ?? "";
const phone = debtor?.contactPoints[1]?.value ?? "";

const cloud = (line: string) => ({
  plan: { functions: [{ label: "outbox" }] },
  logs: async () => `{"message":"started"}\n${line}\n`,
  deadLetters: async () => ({ lost: [`{"why":"${line}"}`] }),
});

const found = async (line: string) => personalDataIn(await exposed(cloud(line)), accounts);

describe("looking for debtors in logs and dead letters", () => {
  it.each([debtor?.name ?? "", email, phone, encodeURIComponent(email)])("finds %s", async (secret) => {
    expect(secret).not.toBe("");
    expect(await found(`{"message":"sent to ${secret}"}`)).toEqual([
      `outbox: ${secret}`,
      `dead letters: ${secret}`,
    ]);
  });

  it("finds nothing where only the shape is alike", async () => {
    expect(await found("Debtor 999999 debtor-999999@example.com")).toEqual([]);
  });
});
