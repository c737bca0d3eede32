import { expect } from "vitest";
import { documentBody } from "../../docs/generators/examples.ts";
import type { Step } from "./documented-story.ts";
import { demand } from "./tenant.ts";

/** What a lender did with the dispute of the documented story. */
export const worked =
  (path: string, json: unknown): Step =>
  async ({ tenant: { lender }, own }) => {
    const { status } = await lender.post(`/v1/disputes/${own["disputeId"]}/${path}`, json);
    expect([200, 201]).toContain(status);
    return {};
  };

export const documentAnnounced: Step = async ({ tenant: { lender }, own }) => {
  const path = `/v1/disputes/${own["disputeId"]}/documents`;
  return { documentId: demand(await lender.post(path, documentBody), 201).body.documentId };
};

/** The worker ordered the agency to stop. */
export const takenOn: Step = async ({ tenant: { lender }, own }) => {
  const state = async () => (await lender.get(`/v1/disputes/${own["disputeId"]}`)).body.state;
  await expect.poll(state, { timeout: 20_000 }).toBe("AWAITING_LENDER");
  return {};
};

/** Another key of the lender proposed to uphold a dispute that costs more than one key may decide. */
export const proposedByAnother: Step = async ({ tenant: { lender, operator }, own }) => {
  const apiKey = await operator.newKey({ kind: "LENDER", lenderId: lender.lenderId });
  const json = { outcome: "UPHELD", explanation: "The debtor is right." };
  const path = `/v1/disputes/${own["disputeId"]}/resolution`;
  const { body } = demand(await lender.call(path, { json, apiKey }), 200);
  expect(body.proposal).toMatchObject({ request: json });
  return {};
};
