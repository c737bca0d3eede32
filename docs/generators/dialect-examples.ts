import type { TrialRequest } from "../../shared/dialects/trial-wire.ts";
import type { DialectBody } from "../../shared/dialects/wire.ts";
import type * as z from "zod";
import { ids } from "./examples.ts";

/** An agency whose system writes flat records with two-letter payment types and dates without separators. */
export const recordDialect = {
  fields: [
    { to: "/eventType", from: "/record/payment_type" },
    { to: "/placementId", from: "/record/placement" },
    {
      to: "/effectiveAt",
      from: "/record/payment_date",
      as: "instant",
      pattern: "CCYYMMDD",
      absent: ["19000101"],
    },
    { to: "/data/paymentRef", from: "/record/payment_identifier", as: "text" },
    { to: "/data/originalPaymentRef", from: "/record/payment_identifier", as: "text" },
    { to: "/data/reversalRef", from: "/record/reversal_identifier", as: "text" },
    { to: "/data/amount", from: "/record/payment_amount", as: "minor-units", currency: "USD" },
    { to: "/data/recipient", from: "/record/payment_type" },
    { to: "/data/reason", from: "/record/return_reason", default: "NSF" },
    {
      to: "/data/clearedOn",
      from: "/record/cleared_date",
      as: "date",
      pattern: "CCYYMMDD",
      absent: ["19000101"],
    },
  ],
  ignored: ["/record/comment"],
  codes: {
    eventType: { PU: "payment.received", PC: "payment.received", PUR: "payment.reversed" },
    "data.recipient": { PU: "AGENCY", PC: "LENDER" },
    "data.reason": { CB: "CHARGEBACK", DUP: "DUPLICATE" },
  },
} satisfies z.input<typeof DialectBody>;

const record = (members: object) => ({ record: { placement: ids.placementId, ...members } });

/** What that agency sends: a payment to itself, its reversal, and an adjustment that is no payment at all. */
export const recordBodies = {
  payment: record({
    payment_type: "PU",
    payment_identifier: 731,
    payment_amount: "250.00",
    payment_date: "20260305",
    cleared_date: "19000101",
    comment: "by phone",
  }),
  reversal: record({
    payment_type: "PUR",
    payment_identifier: 731,
    reversal_identifier: "731-R",
    payment_amount: "250.00",
    payment_date: "20260309",
  }),
  adjustment: record({
    payment_type: "DA",
    payment_identifier: 732,
    payment_amount: "25.00",
    payment_date: "20260310",
  }),
} as const;

/** An agency with German names, German dates and a comma before the cents. */
export const germanDialect = {
  fields: [
    { to: "/eventId", from: "/kennung" },
    { to: "/eventType", from: "/vorgang" },
    { to: "/placementId", from: "/auftrag" },
    { to: "/agencyCaseRef", from: "/aktenzeichen" },
    { to: "/effectiveAt", from: "/am", as: "instant", pattern: "DD.MM.YYYY" },
    ...(["balance", "amount", "finalBalance"] as const).map((member) => ({
      to: `/data/${member}`,
      from: "/summe/betrag",
      as: "minor-units" as const,
      currencyFrom: "/summe/waehrung",
      decimalMark: "," as const,
    })),
    { to: "/data/paymentRef", from: "/zahlung/beleg" },
    { to: "/data/originalPaymentRef", from: "/zahlung/beleg" },
    { to: "/data/reversalRef", from: "/zahlung/storno" },
    { to: "/data/method", from: "/zahlung/weg", default: "OTHER" },
    { to: "/data/reason", from: "/grund" },
    { to: "/data/code", from: "/grund" },
  ],
  constants: [{ to: "/specVersion", value: "1.0" }],
  codes: {
    eventType: {
      ANNAHME: "placement.acknowledged",
      ZAHLUNG: "payment.received",
      STORNO: "payment.reversed",
      ABSCHLUSS: "placement.closed",
    },
    "data.method": { LASTSCHRIFT: "DIRECT_DEBIT", UEBERWEISUNG: "BANK_TRANSFER", BAR: "CASH" },
    "data.reason": { RUECKLASTSCHRIFT: "NSF", FEHLBUCHUNG: "MISPOST" },
    "placement.closed/data.code": {
      ERFOLGLOS: "EXHAUSTED",
      BEZAHLT: "PAID_IN_FULL",
      UNBEKANNT: "UNTRACEABLE",
    },
  },
} satisfies z.input<typeof DialectBody>;

const akte = <Members extends object>(members: Members) => ({
  auftrag: ids.placementId,
  aktenzeichen: "DE-4711",
  ...members,
});

/** What that agency sends of one case, from taking it to giving it back. */
export const germanBodies = {
  ANNAHME: akte({
    kennung: "DE-1",
    vorgang: "ANNAHME",
    am: "02.03.2026",
    summe: { betrag: "1250,00", waehrung: "USD" },
  }),
  ZAHLUNG: akte({
    kennung: "DE-2",
    vorgang: "ZAHLUNG",
    am: "05.03.2026",
    zahlung: { beleg: "B-17", weg: "LASTSCHRIFT" },
    summe: { betrag: "250,00", waehrung: "USD" },
  }),
  STORNO: akte({
    kennung: "DE-3",
    vorgang: "STORNO",
    am: "09.03.2026",
    grund: "RUECKLASTSCHRIFT",
    zahlung: { beleg: "B-17", storno: "S-3" },
    summe: { betrag: "250,00", waehrung: "USD" },
  }),
  ABSCHLUSS: akte({
    kennung: "DE-4",
    vorgang: "ABSCHLUSS",
    am: "20.04.2026",
    grund: "ERFOLGLOS",
    summe: { betrag: "1250,00", waehrung: "USD" },
  }),
} as const;

export const trialBody = {
  draft: recordDialect,
  samples: [recordBodies.payment, recordBodies.adjustment],
} satisfies z.input<typeof TrialRequest>;
