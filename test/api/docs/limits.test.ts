import { describe, expect, it } from "vitest";
import { BANK_ACCOUNT_REF } from "../../../docs/generators/bank-examples.ts";
import { PLAN_REF } from "../../../docs/generators/commission-examples.ts";
import { ids } from "../../../docs/generators/examples.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { accountRoutes } from "../../../functions/lender-api/account-routes.ts";
import { adminRoutes } from "../../../functions/admin-api/admin-routes.ts";
import { bankAccountRoutes } from "../../../functions/admin-api/bank-account-routes.ts";
import { commissionRoutes } from "../../../functions/admin-api/commission-routes.ts";
import { contractRoutes } from "../../../functions/admin-api/contract-routes.ts";
import { deadLetterRoutes } from "../../../functions/admin-api/dead-letter-routes.ts";
import { keyRoutes } from "../../../functions/admin-api/key-routes.ts";
import { batchRoutes as eventBatchRoutes } from "../../../functions/agency-api/batch-routes.ts";
import { callbackRoutes } from "../../../functions/agency-api/callback-routes.ts";
import { disputeCommandRoutes } from "../../../functions/lender-api/dispute-command-routes.ts";
import { bankEntryRoutes } from "../../../functions/finance-api/bank-entry-routes.ts";
import { bankRoutes } from "../../../functions/finance-api/bank-routes.ts";
import { breakCommandRoutes } from "../../../functions/finance-api/break-command-routes.ts";
import { invoiceRoutes } from "../../../functions/finance-api/invoice-routes.ts";
import { driftRoutes } from "../../../functions/finance-api/drift-routes.ts";
import { periodRoutes } from "../../../functions/finance-api/period-routes.ts";
import { remittanceFileRoutes } from "../../../functions/finance-api/remittance-file-routes.ts";
import { remittanceRoutes } from "../../../functions/finance-api/remittance-routes.ts";
import { matchingRulesRoutes } from "../../../functions/finance-api/matching-rules-routes.ts";
import { matchRoutes } from "../../../functions/finance-api/match-routes.ts";
import { reconciliationRoutes } from "../../../functions/finance-api/reconciliation-routes.ts";
import { accountCodeRoutes } from "../../../functions/finance-api/account-code-routes.ts";
import { exportRoutes } from "../../../functions/finance-api/export-routes.ts";
import { disputeRoutes } from "../../../functions/lender-api/dispute-routes.ts";
import { costRoutes } from "../../../functions/lender-api/cost-routes.ts";
import { reportRoutes } from "../../../functions/lender-api/report-routes.ts";
import { deliveryRoutes } from "../../../functions/admin-api/delivery-routes.ts";
import { dialectRoutes } from "../../../functions/admin-api/dialect-routes.ts";
import { endpointRoutes } from "../../../functions/admin-api/endpoint-routes.ts";
import { quarantineRoutes } from "../../../functions/admin-api/quarantine-routes.ts";
import { suspenseRoutes } from "../../../functions/admin-api/suspense-routes.ts";
import { batchRoutes } from "../../../functions/lender-api/batch-routes.ts";
import { eligibilityRoutes } from "../../../functions/lender-api/eligibility-routes.ts";
import { agreementRoutes } from "../../../functions/lender-api/agreement-routes.ts";
import { lifecycleRoutes } from "../../../functions/lender-api/lifecycle-routes.ts";
import { eventFileRoutes } from "../../../functions/handoff-api/event-file-routes.ts";
import { feedRoutes } from "../../../functions/handoff-api/feed-routes.ts";
import { asking } from "../../support/asking.ts";
import { newHttpApp } from "../../../shared/platform/http-app.ts";
import { systemClock } from "../../../shared/kernel/time.ts";

const log = { info: () => undefined, error: () => undefined } as never;

/** Use cases of whom nothing is asked before a body is read, but who speaks. */
const forWhom = (kind: string) =>
  ({
    identify: async () => ({
      principal: { kind, role: "APPROVER", agencyId: ids.agencyId },
      keyId: ids.keyId,
    }),
    authenticate: async () => ({ kind, lenderId: ids.lenderId, agencyId: ids.agencyId }),
    agencies: { find: async () => undefined },
    clock: systemClock,
  }) as never;

const kinds = {
  Lender: "LENDER",
  Agency: "AGENCY",
  Finance: "FINANCE",
  Operator: "ADMIN",
  Everyone: "NOBODY",
};

const pathIds: Readonly<Record<string, string>> = {
  ...ids,
  disputeId: ids.placementId.replace("plc_", "dsp_"),
  reportId: ids.placementId.replace("plc_", "rep_"),
  holdId: ids.placementId.replace("plc_", "hld_"),
  endpointId: ids.keyId.replace("key_", "end_"),
  planRef: PLAN_REF,
  bankAccountRef: BANK_ACCOUNT_REF,
  eventId: ids.placementId.replace("plc_", "evt_"),
  matchId: `mat_${"A".repeat(26)}`,
  rulesVersion: "2",
  breakId: `brk_${"A".repeat(26)}`,
};

const withBody = operations.flatMap((operation) =>
  operation.request ? [{ ...operation, bytesMax: operation.request.bytesMax }] : [],
);

describe("the documented size of a body", () => {
  it.each(withBody)("is what $id accepts, to the byte", async (operation) => {
    const use = forWhom(kinds[operation.for[0]]);
    const app = newHttpApp({ log }, [
      ...accountRoutes(use),
      ...disputeRoutes(use),
      ...disputeCommandRoutes(use),
      ...reportRoutes(use),
      ...costRoutes(use),
      ...lifecycleRoutes(use),
      ...agreementRoutes(use),
      ...eligibilityRoutes(use),
      ...batchRoutes(use),
      ...bankRoutes(use),
      ...bankEntryRoutes(use),
      ...bankAccountRoutes(use),
      ...eventBatchRoutes(use),
      ...endpointRoutes(use),
      ...deliveryRoutes(use),
      ...dialectRoutes(use),
      ...quarantineRoutes(use),
      ...suspenseRoutes(use),
      ...callbackRoutes(use),
      ...adminRoutes(use),
      ...feedRoutes(use),
      ...eventFileRoutes(use),
      ...contractRoutes(use),
      ...commissionRoutes(use),
      ...keyRoutes(use),
      ...deadLetterRoutes(use),
      ...accountCodeRoutes(use),
      ...exportRoutes(use),
      ...reconciliationRoutes(use),
      ...matchingRulesRoutes(use),
      ...matchRoutes(use),
      ...remittanceRoutes(use),
      ...driftRoutes(use),
      ...periodRoutes(use),
      ...remittanceFileRoutes(use),
      ...invoiceRoutes(use),
      ...breakCommandRoutes(use),
    ]);
    const send = async (bytes: number): Promise<number> => {
      const path = operation.path.replaceAll(/:(\w+)/gu, (_, name: string) => pathIds[name] ?? name);
      const headers = { "content-type": "application/json" };
      return (await asking(app).request(path, { method: operation.method, headers, body: " ".repeat(bytes) }))
        .status;
    };
    expect(await send(operation.bytesMax + 1)).toBe(413);
    expect([400, 401]).toContain(await send(operation.bytesMax));
  });
});
