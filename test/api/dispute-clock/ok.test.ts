import { describe, expect, it } from "vitest";
import { aDisputeHere } from "../../support/dispute.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("the lender's time to answer", () => {
  it("is business days of where the debtor lives, and says so", async () => {
    const { read } = await aDisputeHere();
    const { lenderAnswerBy, receivedAt, answerRule } = await read();
    expect(answerRule).toContain("5 U.S.C. § 6103");
    expect(Date.parse(lenderAnswerBy) - Date.parse(receivedAt)).toBeGreaterThanOrEqual(5 * 86_400_000);
  });

  it("stands still while the debtor is asked, and goes on with what was left", async () => {
    const { read, work, lender, path } = await aDisputeHere();
    const before = await read();
    expect((await work("investigation", {})).body.state).toBe("INVESTIGATING");
    const asked = (await work("customer-question", { text: "Which fee?" })).body;
    expect(asked).toMatchObject({ state: "AWAITING_CUSTOMER", answerMillisecondsLeft: expect.any(Number) });
    expect(asked).not.toHaveProperty("lenderAnswerBy");
    const heard = (await work("customer-answer", { text: "The second." })).body;
    expect(heard.state).toBe("INVESTIGATING");
    expect(heard.lenderAnswerBy >= before.lenderAnswerBy).toBe(true);
    expect(heard).not.toHaveProperty("answerMillisecondsLeft");
    const kinds = (await lender.get(`${path}/notes`)).body.items.map(
      ({ kind }: { readonly kind: string }) => kind,
    );
    expect(kinds).toEqual(["CUSTOMER_QUESTION", "CUSTOMER_ANSWER"]);
  });

  it("is lengthened twice at most, with the reason kept", async () => {
    const { read, work } = await aDisputeHere();
    const before = await read();
    const longer = (await work("extension", { days: 3, reason: "Archive." })).body;
    expect(longer.lenderAnswerBy > before.lenderAnswerBy).toBe(true);
    expect((await work("extension", { days: 1, reason: "Archive again." })).body.extensions).toMatchObject([
      { days: 3, reason: "Archive." },
      { days: 1, reason: "Archive again." },
    ]);
    expect(refusal(await work("extension", { days: 1, reason: "x" }))).toEqual([409, "limit-reached"]);
  });

  it.each([
    ["no days", { reason: "x" }, "/days"],
    ["too many days", { days: 11, reason: "x" }, "/days"],
    ["no reason", { days: 1 }, "/reason"],
    ["half a day", { days: 0.5, reason: "x" }, "/days"],
  ])("is not lengthened with %s", async (_name, body, pointer) => {
    const { work } = await aDisputeHere();
    const answer = await work("extension", body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("takes no step that the table does not have", async () => {
    const { work, lender, disputeId } = await aDisputeHere();
    const answer = await work("customer-answer", { text: "x" });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
    expect(answer.body).toMatchObject({ from: "AWAITING_LENDER", event: "hear-customer" });
    await lender.resolve(disputeId, { outcome: "WITHDRAWN", explanation: "x" });
    for (const [what, body] of [
      ["investigation", {}],
      ["customer-question", { text: "x" }],
      ["extension", { days: 1, reason: "x" }],
    ] as const)
      expect(refusal(await work(what, body)), what).toEqual([409, "invalid-transition"]);
  });
});

describe("a dispute in writing within the validation period", () => {
  it("is rejected only after verification was sent", async () => {
    const { lender, disputeId, read } = await aDisputeHere({}, { inWriting: true });
    expect((await read()).withinValidationPeriod).toBe(true);
    const rejected = { outcome: "REJECTED", explanation: "As agreed." };
    expect(refusal(await lender.resolve(disputeId, rejected))).toEqual([409, "verification-needed"]);
    const said = (sentOn: string) => ({ ...rejected, verification: { sentOn, documents: ["Agreement"] } });
    for (const sentOn of ["2020-01-01", "2999-01-01"]) {
      const answer = await lender.resolve(disputeId, said(sentOn));
      expect(refusal(answer), sentOn).toEqual([422, "invalid-request"]);
      expect(pointers(answer)).toEqual(["/verification/sentOn"]);
    }
    const today = new Date().toISOString().slice(0, 10);
    expect((await lender.resolve(disputeId, said(today))).body).toMatchObject({
      state: "REJECTED",
      verification: { sentOn: today, documents: ["Agreement"] },
    });
  });

  it.each(["UPHELD", "WITHDRAWN"])("may be %s without it", async (outcome) => {
    const { lender, disputeId } = await aDisputeHere({}, { type: "NO_DOCUMENTS" });
    expect((await lender.resolve(disputeId, { outcome, explanation: "x" })).status).toBe(200);
  });
});
