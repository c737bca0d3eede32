import { foundBreak } from "../../docs/generators/break-examples.ts";
import type { Break } from "../../shared/reconciliation/outcome.ts";
import type { Step } from "./documented-story.ts";
import { withOwnIds, type Own } from "./documented-ids.ts";
import { breaksSeen } from "./seen-breaks.ts";
import { demand } from "./tenant.ts";

/** The documented break as one of this tenant's: nobody else's is the same one. */
const ofTenant = (found: Break, own: Own): Break => {
  const theirs = withOwnIds(found, own);
  return { ...theirs, fingerprint: `${theirs.fingerprint}\n${theirs.lenderId}` };
};

/** A run of the reconciliation found the documented break in the tenant's books. */
export const breakFound: Step = async ({ own }) => {
  const [breakId] = await breaksSeen([ofTenant(foundBreak, own)]);
  return { breakId: breakId! };
};

/** Finance did something with it. */
export const breakWorked =
  (path: string, json: unknown): Step =>
  async ({ tenant: { operator }, own }) => {
    const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
    const { status } = await operator.call(`/v1/breaks/${own["breakId"]}/${path}`, { apiKey, json });
    if (status >= 300) throw new Error(`${path} answered ${status}`);
    return {};
  };

/** Another key proposed a resolution: the lender lets one key alone resolve nothing that is worth so much. */
export const breakProposed: Step = async ({ tenant: { operator }, own }) => {
  const [breakId] = await breaksSeen([ofTenant({ ...foundBreak, amount: 60_000 }, own)]);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR" });
  const json = { method: "MANUAL", explanation: "The agency's bank confirmed it." };
  const { body } = demand(await operator.call(`/v1/breaks/${breakId}/resolution`, { apiKey, json }), 200);
  if (body.proposal === undefined) throw new Error("one key was enough");
  return {};
};
