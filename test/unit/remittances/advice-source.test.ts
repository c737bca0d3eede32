import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { accountIdOf, PlacementId, RemittanceId } from "../../../shared/kernel/ids.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { adviceSource, type Advised } from "../../../shared/remittances/advice-source.ts";
import type { Remittance, RemittanceLine } from "../../../shared/remittances/model.ts";
import { aLenderId, anAgencyId } from "../../support/builders.ts";

const [lenderId, agencyId, other] = [aLenderId(), anAgencyId(), anAgencyId()];
const relation = { lenderId, agencyId, currency: Currency.parse("USD") };
const placements = Array.from({ length: 3 }, () => PlacementId.parse(`plc_${ulid()}_1`));
const [own, theirs] = placements;

const aRemittance = (state: string): Remittance =>
  ({
    ...relation,
    remittanceId: RemittanceId.parse(`rem_${ulid()}`),
    state,
    mode: "NET",
    totals: { costs: 100 },
    kept: {},
    broughtForward: 0,
    findings: [] as Remittance["findings"],
  }) as Remittance;

const waiting = aRemittance("ADVISED");
const settled = aRemittance("SETTLED");

const lines = placements.map(
  (placementId, n) =>
    ({ lineId: `rml_${n}`, kind: "PAYMENT", paymentRef: `P-${n}`, placementId, gross: 5 }) as RemittanceLine,
);
const back = {
  lineId: "rml_9",
  kind: "COMMISSION",
  paymentRef: "P-0",
  commission: 20,
  tax: 3,
} as RemittanceLine;

/** An agency's advices, of which everything comes in pages of two. */
const source = adviceSource({
  remittances: {
    unmatched: async () => ({ items: [waiting] }),
    findAll: async () => [waiting, settled],
    lines: async (_of, { after }) =>
      after === undefined
        ? { items: lines.slice(0, 2), next: { n: 2 } }
        : { items: [...lines.slice(2), back] },
    named: async (ids) =>
      [waiting, settled].flatMap((remittance) =>
        lines.filter(({ lineId }) => ids.includes(lineId)).map((line) => ({ remittance, line })),
      ),
    adjustment: async () => ({ amount: 0, times: 0 }),
  },
  placements: {
    findAll: async () => [
      { placementId: own!, agencyId },
      { placementId: theirs!, agencyId: other },
    ],
  },
});

async function all(advices: AsyncIterable<Advised>): Promise<readonly Advised[]> {
  const found: Advised[] = [];
  for await (const one of advices) found.push(one);
  return found;
}

describe("advices as reconciliation looks at them", () => {
  it("have all their lines, each with an account only where the agency had the placement that it names", async () => {
    const [advised] = await all(source.open(relation));
    expect(advised?.lines.map(({ lineId }) => lineId)).toEqual(["rml_0", "rml_1", "rml_2"]);
    expect(advised?.lines.map(({ accountId }) => accountId)).toEqual([
      accountIdOf(own!),
      undefined,
      undefined,
    ]);
    expect(advised?.givenBack).toMatchObject([{ lineId: "rml_9", amount: 20, tax: 3 }]);
    expect(advised?.advice).toMatchObject({ remittanceId: waiting.remittanceId, costs: 100 - 23 });
  });

  it("are looked at again as long as something of them is looked for", async () => {
    const found = await all(source.stillOpen([waiting.remittanceId, settled.remittanceId]));
    expect(found.map(({ advice }) => advice.remittanceId)).toEqual([waiting.remittanceId]);
    expect(found).toEqual(await all(source.open(relation)));
  });

  it("are the same where only some of their lines are read, and what all of them give back is told", async () => {
    const asked: unknown[] = [];
    const found = await source.linesNamed(["rml_2", "rml_0"], async (ids) => {
      asked.push(...ids);
      return new Map([[waiting.remittanceId, 23]]);
    });
    const [whole] = await all(source.open(relation));
    expect(asked).toEqual([waiting.remittanceId]);
    expect(found).toEqual({ lines: [whole!.lines[0], whole!.lines[2]], advices: [whole!.advice] });
  });
});
