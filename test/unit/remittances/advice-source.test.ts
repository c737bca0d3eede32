import { ulid } from "ulid";
import { expect, it } from "vitest";
import { accountIdOf, PlacementId, RemittanceId } from "../../../shared/kernel/ids.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { adviceSource } from "../../../shared/remittances/advice-source.ts";
import type { Remittance, RemittanceLine } from "../../../shared/remittances/model.ts";
import { aLenderId, anAgencyId } from "../../support/builders.ts";

it("a line names an account only where the agency had the placement that it names", async () => {
  const [lenderId, agencyId, other] = [aLenderId(), anAgencyId(), anAgencyId()];
  const placements = Array.from({ length: 3 }, () => PlacementId.parse(`plc_${ulid()}_1`));
  const [own, theirs] = placements;
  const remittance = { remittanceId: RemittanceId.parse(`rem_${ulid()}`), lenderId, agencyId } as Remittance;
  const lines = placements.map(
    (placementId, n) =>
      ({
        lineId: `rml_${n}`,
        kind: "PAYMENT",
        paymentRef: `P-${n}`,
        placementId,
        gross: 5,
      }) as RemittanceLine,
  );
  const advices = adviceSource({
    remittances: {
      unmatched: async () => ({
        items: [
          {
            ...remittance,
            mode: "GROSS",
            totals: {},
            kept: {},
            broughtForward: 0,
            findings: [] as Remittance["findings"],
          } as Remittance,
        ],
      }),
      lines: async () => ({ items: lines }),
      adjustment: async () => ({ amount: 0, times: 0 }),
    },
    placements: {
      findAll: async () => [
        { placementId: own!, agencyId },
        { placementId: theirs!, agencyId: other },
      ],
    },
  });
  const [advised] = await advices({ lenderId, agencyId, currency: Currency.parse("USD") });
  expect(advised?.lines.map(({ accountId }) => accountId)).toEqual([accountIdOf(own!), undefined, undefined]);
});
