import * as fc from "fast-check";
import { expect, it } from "vitest";
import { AccountFacts, Debtor } from "../../shared/accounts/wire.ts";
import { DeliverableEvent, payloadOf } from "../../shared/deliveries/payload.ts";
import { fieldsIn } from "../../shared/disclosure/disclosed.ts";
import { disclosureFields } from "../../shared/disclosure/wire.ts";
import { anAccount, now, placementOf, usd } from "../support/builders.ts";

const account = anAccount();

/** Every value is found again in a body by its own mark, whatever member carries it. */
const marks = {
  name: "MARK-NAME",
  language: "xq",
  region: "QX-MRK",
  dateOfBirth: "1901-01-01",
  openedOn: "1902-02-02",
  delinquencyDate: "1903-03-03",
  limitationDate: "1904-04-04",
  history: "MARK-HISTORY",
} as const;

const contactPoint = fc.record({
  type: fc.constantFrom("EMAIL", "PHONE", "POST"),
  status: fc.constantFrom("UNVERIFIED", "VERIFIED", "UNDELIVERABLE"),
});

const debtors = fc
  .record({ contactPoints: fc.array(contactPoint, { maxLength: 6 }), hasBirth: fc.boolean() })
  .map(({ contactPoints, hasBirth }) =>
    Debtor.parse({
      name: marks.name,
      language: marks.language,
      region: marks.region,
      ...(hasBirth && { dateOfBirth: marks.dateOfBirth }),
      contactPoints: contactPoints.map((point, n) => ({
        ...point,
        value: `MARK-${point.type}-${point.status}-${n}`,
      })),
    }),
  );

const facts = AccountFacts.parse({
  lenderAccountRef: "LN-1",
  product: "PERSONAL_LOAN",
  openedOn: marks.openedOn,
  delinquencyDate: marks.delinquencyDate,
  limitationDate: marks.limitationDate,
  balance: [{ component: "PRINCIPAL", amount: usd(1) }],
});

const offered = (disclosure: readonly string[]) =>
  DeliverableEvent.parse({
    eventId: "evt_1",
    accountId: account.accountId,
    sequence: 3,
    type: "placement.offered",
    effectiveAt: now,
    data: {
      placementId: placementOf(account),
      agencyId: account.placement?.agencyId,
      acknowledgeBy: now,
      placementNumber: 1,
      balance: { currency: "USD", outstanding: usd(1), creditBalance: usd(0), components: [] },
      holds: [],
      history: { paid: usd(1), dispute: "NONE", arrangement: "NONE", lastEndCode: marks.history },
      disclosure,
    },
  });

it("no field outside the profile is ever in a body, for any debtor and any profile", () => {
  fc.assert(
    fc.property(debtors, fc.subarray([...disclosureFields]), (debtor, fields) => {
      const { data } = payloadOf(offered(fields), { debtor, facts });
      const text = JSON.stringify(data);
      for (const [field, mark] of Object.entries(marks))
        expect(text.includes(mark) && !fields.includes(field as never), field).toBe(false);
      const told = debtor.contactPoints.filter(({ value }) => text.includes(value));
      const postal = told.filter(({ type }) => type === "POST");
      expect(postal.length).toBeLessThanOrEqual(fields.includes("address") ? 1 : 0);
      const direct = told.length - postal.length;
      const most = fields.includes("contactPoints") ? 10 : fields.includes("contactPoint") ? 1 : 0;
      expect(direct).toBeLessThanOrEqual(most);
      expect(told.filter(({ status }) => status === "UNDELIVERABLE")).toEqual([]);
      const always = new Set(["lenderAccountRef", "balance", "holds"]);
      const outside = fieldsIn(data).filter((field) => !always.has(field) && !fields.includes(field));
      expect(outside).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it("nothing but what every offer needs is in a body that is withheld, for any profile", () => {
  fc.assert(
    fc.property(fc.subarray([...disclosureFields]), (fields) => {
      const { data } = payloadOf(offered(fields), { withheld: "DELETION_ATTESTED", facts });
      for (const mark of Object.values(marks)) expect(JSON.stringify(data)).not.toContain(mark);
      expect(fieldsIn(data)).toEqual(["lenderAccountRef", "balance", "holds"]);
    }),
  );
});
