import { beforeAll, describe, expect, inject, it } from "vitest";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { breakFound, breakWorked } from "../../support/documented-break.ts";
import {
  aStory,
  bankAccountSaved,
  bankFileLoaded,
  commissionBilled,
  placed,
  reconciled,
  reported,
  type Story,
} from "../../support/documented-story.ts";
import { operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { tableAt } from "../../support/table.ts";
import { aPayment, demand } from "../../support/tenant.ts";
import { resolveBreakBody } from "../../../docs/generators/break-examples.ts";

const operator = operatorHere();

describe("GET /v1/ledger/verification of every kind of history", () => {
  let story: Story;
  let apiKey: string;
  beforeAll(async () => {
    story = await aStory([
      placed,
      reported("placement.acknowledged"),
      reported("payment.received"),
      reported("remittance.advised"),
      reconciled,
      breakFound,
      breakWorked("resolution", resolveBreakBody),
      bankAccountSaved,
      bankFileLoaded,
      commissionBilled,
    ]);
    apiKey = await operator.newKey({ kind: "FINANCE" });
  });

  const verified = async (of: string, book: string): Promise<Json> => {
    const seen = { checked: 0, events: 0, differences: [] as Json[] };
    let cursor = "";
    do {
      const path = `/v1/ledger/verification?of=${of}&${book}&limit=200${cursor}`;
      const { body } = { body: demand(await operator.call(path, { apiKey }), 200).body };
      seen.checked += body.checked;
      seen.events += body.events;
      seen.differences.push(...body.differences);
      cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor !== "");
    return seen;
  };
  const ofLender = () => `lenderId=${story.tenant.lender.lenderId}&currency=USD`;

  it.each(["REMITTANCES", "INVOICES", "MATCHES", "RESOLVED_BREAKS", "BANK_FILES"])(
    "reads %s, and they hold",
    async (of) => {
      const { checked, events, differences } = await verified(of, ofLender());
      expect(differences).toEqual([]);
      expect(checked).toBeGreaterThan(0);
      expect(events).toBeGreaterThanOrEqual(checked);
    },
  );

  it("reads what is in suspense, in the book of nobody", async () => {
    const { agency } = story.tenant;
    const placementId = "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1";
    demand(await agency.callback("payment.received", { placementId, data: aPayment() }), 202);
    await expect
      .poll(async () => (await verified("SUSPENSE", "lenderId=unassigned&currency=USD")).checked, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
  });

  it("names the event of a remittance that was changed in the table", async () => {
    const { endpoints, tableName } = inject("cloud");
    const table = tableAt(endpoints, tableName);
    const { remittanceId } = story.own;
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: `ACCOUNT#${remittanceId}`, sk: "EVENT#00000001" },
        UpdateExpression: "SET #type = :other",
        ExpressionAttributeNames: { "#type": "type" },
        ExpressionAttributeValues: { ":other": "remittance.forged" },
      }),
    );
    const { differences } = await verified("REMITTANCES", ofLender());
    expect(differences).toMatchObject([{ subject: remittanceId, sequence: 1, code: "CHAIN_BROKEN" }]);
  });
});
