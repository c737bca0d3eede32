import { describe, expect, it } from "vitest";
import { components } from "../../../docs/generators/components.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { accountRoutes } from "../../../functions/lender-api/account-routes.ts";
import { agreementRoutes } from "../../../functions/lender-api/agreement-routes.ts";
import { batchRoutes } from "../../../functions/lender-api/batch-routes.ts";
import { disputeCommandRoutes } from "../../../functions/lender-api/dispute-command-routes.ts";
import { disputeRoutes } from "../../../functions/lender-api/dispute-routes.ts";
import { costRoutes } from "../../../functions/lender-api/cost-routes.ts";
import { reportRoutes } from "../../../functions/lender-api/report-routes.ts";
import { workListRoutes } from "../../../functions/lender-api/work-list-routes.ts";
import { lifecycleRoutes } from "../../../functions/lender-api/lifecycle-routes.ts";
import { batchRoutes as eventBatchRoutes } from "../../../functions/agency-api/batch-routes.ts";
import { callbackRoutes } from "../../../functions/agency-api/callback-routes.ts";
import { adminRoutes } from "../../../functions/admin-api/admin-routes.ts";
import { feedRoutes } from "../../../functions/handoff-api/feed-routes.ts";
import { eventTypeRoutes } from "../../../functions/handoff-api/event-type-routes.ts";
import { receiptRoutes } from "../../../functions/handoff-api/receipt-routes.ts";
import { eventFileRoutes } from "../../../functions/handoff-api/event-file-routes.ts";
import { fileRoutes } from "../../../functions/handoff-api/file-routes.ts";
import { bankAccountRoutes } from "../../../functions/admin-api/bank-account-routes.ts";
import { changeRoutes } from "../../../functions/admin-api/change-routes.ts";
import { commissionRoutes } from "../../../functions/admin-api/commission-routes.ts";
import { contractRoutes } from "../../../functions/admin-api/contract-routes.ts";
import { deadLetterRoutes } from "../../../functions/admin-api/dead-letter-routes.ts";
import { keyRoutes } from "../../../functions/admin-api/key-routes.ts";
import { eligibilityRoutes } from "../../../functions/lender-api/eligibility-routes.ts";
import { versionRoutes } from "../../../functions/admin-api/version-routes.ts";
import { deliveryRoutes } from "../../../functions/admin-api/delivery-routes.ts";
import { dialectRoutes } from "../../../functions/admin-api/dialect-routes.ts";
import { endpointRoutes } from "../../../functions/admin-api/endpoint-routes.ts";
import { suspenseRoutes } from "../../../functions/admin-api/suspense-routes.ts";
import { quarantineRoutes } from "../../../functions/admin-api/quarantine-routes.ts";
import { bankEntryRoutes } from "../../../functions/finance-api/bank-entry-routes.ts";
import { bankRoutes } from "../../../functions/finance-api/bank-routes.ts";
import { matchingRulesRoutes } from "../../../functions/finance-api/matching-rules-routes.ts";
import { matchRoutes } from "../../../functions/finance-api/match-routes.ts";
import { reconciliationRoutes } from "../../../functions/finance-api/reconciliation-routes.ts";
import { breakCommandRoutes } from "../../../functions/finance-api/break-command-routes.ts";
import { breakRoutes } from "../../../functions/finance-api/break-routes.ts";
import { driftRoutes } from "../../../functions/finance-api/drift-routes.ts";
import { periodRoutes } from "../../../functions/finance-api/period-routes.ts";
import { accountCodeRoutes } from "../../../functions/finance-api/account-code-routes.ts";
import { exportRoutes } from "../../../functions/finance-api/export-routes.ts";
import { ledgerRoutes } from "../../../functions/finance-api/ledger-routes.ts";
import { invoiceRoutes } from "../../../functions/finance-api/invoice-routes.ts";
import { remittanceFileRoutes } from "../../../functions/finance-api/remittance-file-routes.ts";
import { remittanceRoutes } from "../../../functions/finance-api/remittance-routes.ts";
import { snapshotRoutes } from "../../../functions/finance-api/snapshot-routes.ts";
import { statementRoutes } from "../../../functions/finance-api/statement-routes.ts";
import { docsRoutes } from "../../../functions/docs-api/docs-routes.ts";

/** Routes are only named here, never called. */
const unused = {} as never;

const registered = [
  ...accountRoutes(unused),
  ...batchRoutes(unused),
  ...disputeRoutes(unused),
  ...disputeCommandRoutes(unused),
  ...reportRoutes(unused),
  ...costRoutes(unused),
  ...workListRoutes(unused),
  ...lifecycleRoutes(unused),
  ...agreementRoutes(unused),
  ...callbackRoutes(unused),
  ...eventBatchRoutes(unused),
  ...adminRoutes(unused),
  ...feedRoutes(unused),
  ...fileRoutes(unused),
  ...receiptRoutes(unused),
  ...eventTypeRoutes(unused),
  ...eventFileRoutes(unused),
  ...contractRoutes(unused),
  ...commissionRoutes(unused),
  ...bankAccountRoutes(unused),
  ...bankRoutes(unused),
  ...bankEntryRoutes(unused),
  ...keyRoutes(unused),
  ...changeRoutes(unused),
  ...deadLetterRoutes(unused),
  ...eligibilityRoutes(unused),
  ...versionRoutes(unused),
  ...endpointRoutes(unused),
  ...deliveryRoutes(unused),
  ...dialectRoutes(unused),
  ...quarantineRoutes(unused),
  ...suspenseRoutes(unused),
  ...ledgerRoutes(unused),
  ...driftRoutes(unused),
  ...periodRoutes(unused),
  ...accountCodeRoutes(unused),
  ...exportRoutes(unused),
  ...reconciliationRoutes(unused),
  ...matchingRulesRoutes(unused),
  ...matchRoutes(unused),
  ...remittanceRoutes(unused),
  ...remittanceFileRoutes(unused),
  ...invoiceRoutes(unused),
  ...snapshotRoutes(unused),
  ...statementRoutes(unused),
  ...breakRoutes(unused),
  ...breakCommandRoutes(unused),
  ...docsRoutes({ openapi: {}, pages: { styleHash: "", docs: [], errors: [] } }),
];

const named = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;

const requests = operations.flatMap(({ id, request }) =>
  Object.entries(request?.examples ?? {}).map(([name, { value }]) => ({
    name: `${id}: ${name}`,
    schema: components[request!.schema].schema,
    value,
  })),
);

const answers = operations.flatMap(({ id, answer }) =>
  Object.entries(answer.examples ?? {}).map(([name, { value }]) => ({
    name: `${id}: ${name}`,
    schema: components[answer.schema!].schema,
    value,
  })),
);

describe("the documented operations", () => {
  it("are exactly the ones that the functions register", () => {
    expect(operations.map(named).sort()).toEqual(registered.map(named).sort());
  });

  it("have names that are given once", () => {
    const names = operations.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
  });

  it("name every parameter of their path", () => {
    for (const { path, parameters = [] } of operations)
      for (const [, name] of path.matchAll(/:(\w+)/gu)) expect(parameters).toContain(name);
  });

  it("list no refusal twice", () => {
    for (const { refusals } of operations) expect(new Set(refusals).size).toBe(refusals.length);
  });

  it.each(requests)("take the example of $name", ({ schema, value }) => {
    expect(schema.safeParse(value).error).toBeUndefined();
  });

  it.each(answers)("would answer the example of $name, and nothing besides", ({ schema, value }) => {
    expect(schema.parse(value)).toEqual(value);
  });

  it("that take a body have an example of it", () => {
    for (const { request } of operations)
      if (request) expect(Object.keys(request.examples)).not.toHaveLength(0);
  });

  it("that answer with JSON have an example of it, but for the document that has them all", () => {
    const lacking = operations.filter(
      ({ answer: { mediaType = "application/json", examples = {} } }) =>
        mediaType === "application/json" && Object.keys(examples).length === 0,
    );
    expect(lacking.map(({ id }) => id)).toEqual(["getOpenApi"]);
  });
});
