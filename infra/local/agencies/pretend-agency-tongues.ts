/**
 * The words in which a pretend agency reports: what its operator tells the gateway of them (`PUT …/dialect`), and
 * how the agency itself writes an event. Without a dialect it writes what is documented.
 */
export type Tongue = {
  readonly dialect: Readonly<Record<string, unknown>>;
  readonly write: (envelope: Envelope, isOdd: boolean) => Readonly<Record<string, unknown>>;
  /** What the operator adds to the crosswalk once somebody has asked what the odd code means. */
  readonly learnt: Readonly<Record<string, unknown>>;
};

export const tongues = ["canonical", "coded", "german", "flat"] as const;
export type TongueName = (typeof tongues)[number];

type Named = readonly [string, unknown];

type Members = Readonly<Record<string, unknown>>;

type Envelope = Members & { readonly eventType: string; readonly data: Members };

type Codes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A code of theirs that their dialect does not know, by the field that has it. */
const ODD = { coded: "Q9", german: "SOFORT", flat: "ZZ" } as const;

const codesOf = {
  coded: {
    eventType: { ACK: "placement.acknowledged", PMT: "payment.received", CTC: "contact.attempted" },
    "data.method": { A1: "ACH" },
    "contact.attempted/data.channel": { T: "VOICE", E: "EMAIL" },
    "contact.attempted/data.outcome": { NA: "NO_ANSWER", OK: "DELIVERED" },
  },
  german: {
    eventType: {
      ANNAHME: "placement.acknowledged",
      ABLEHNUNG: "placement.declined",
      ZAHLUNG: "payment.received",
      STORNO: "payment.reversed",
      KONTAKT: "contact.attempted",
      SPERRE: "hold.acknowledged",
      ABSCHLUSS: "placement.closed",
      LOESCHUNG: "data.deleted",
    },
    "data.method": { LASTSCHRIFT: "ACH" },
    "data.reason": { RUECKLASTSCHRIFT: "NSF" },
    "contact.attempted/data.channel": { TELEFON: "VOICE", MAIL: "EMAIL" },
    "placement.closed/data.code": { ERFOLGLOS: "EXHAUSTED", BEZAHLT: "PAID_IN_FULL" },
  },
  flat: {
    eventType: { "01": "placement.acknowledged", "30": "payment.received", "09": "contact.attempted" },
    "data.method": { E: "ACH" },
    "placement.closed/data.code": { U: "EXHAUSTED" },
  },
} as const satisfies Record<string, Codes>;

/** Members of `data` as the agency names them; what is not named here has our name. */
const names = {
  german: {
    balance: "saldo",
    finalBalance: "endsaldo",
    amount: "betrag",
    paymentRef: "beleg",
    originalPaymentRef: "urbeleg",
    reversalRef: "storno",
    method: "weg",
    reason: "grund",
    startedAt: "beginn",
    outcome: "ergebnis",
    channel: "kanal",
  },
  flat: { amount: "payment_amount", paymentRef: "payment_id", method: "payment_type", balance: "balance" },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** All that a pretend agency ever says in `data`; money is written in decimals. */
const said =
  "agencyCaseRef code text fields attemptRef channel startedAt outcome paymentRef method reversalRef originalPaymentRef reason returnCode type raisedAt inWriting narrative holdId appliedAt recallId attestation scope deletedAt arrangementRef instalments category severity receivedAt source region evidenceRef settlementRef expiresOn costRef feeRef authorisationRef supersedesEventId kind".split(
    " ",
  );
const money = ["balance", "finalBalance", "amount", "offer"];

const around = ["eventId", "placementId", "effectiveAt", "reportedAt"] as const;

type Shape = {
  readonly root: string;
  readonly around: Readonly<Record<(typeof around)[number] | "eventType", string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly decimalMark: "." | ",";
};

const shapes = {
  german: {
    root: "meldung",
    around: {
      eventId: "kennung",
      eventType: "vorgang",
      placementId: "auftrag",
      effectiveAt: "am",
      reportedAt: "gemeldet",
    },
    names: names.german,
    decimalMark: ",",
  },
  flat: {
    root: "record",
    around: {
      eventId: "record_id",
      eventType: "record_type",
      placementId: "file_no",
      effectiveAt: "event_date",
      reportedAt: "sent_date",
    },
    names: names.flat,
    decimalMark: ".",
  },
} as const satisfies Record<string, Shape>;

function fieldsOf({ root, around: outer, names: inner, decimalMark }: Shape): readonly Members[] {
  const at = (name: string): string => `/${root}/${name}`;
  return [
    ...Object.entries(outer).map(([ours, theirs]) => ({ to: `/${ours}`, from: at(theirs) })),
    ...said.map((member) => ({ to: `/data/${member}`, from: at(inner[member] ?? member) })),
    ...money.map((member) => ({
      to: `/data/${member}`,
      from: at(inner[member] ?? member),
      as: "minor-units",
      currencyFrom: at("currency"),
      decimalMark,
    })),
  ];
}

/** The agency's own code for one of ours, if it has one. */
function theirs(codes: Codes, fields: readonly string[], ours: unknown): unknown {
  for (const field of fields)
    for (const [code, canonical] of Object.entries(codes[field] ?? {})) if (canonical === ours) return code;
  return ours;
}

const MINOR_DIGITS = 2;

function decimal(value: unknown, mark: string): unknown {
  if (typeof value !== "object" || value === null || !("amount" in value)) return value;
  const digits = String(value.amount).padStart(MINOR_DIGITS + 1, "0");
  return `${digits.slice(0, -MINOR_DIGITS)}${mark}${digits.slice(-MINOR_DIGITS)}`;
}

/** Of an odd event one code is none that the dialect knows: of a payment its method, of a contact its outcome. */
const oddMember = { "payment.received": "method", "contact.attempted": "outcome" } as const;

const isOddable = (eventType: string): eventType is keyof typeof oddMember =>
  Object.hasOwn(oddMember, eventType);

function coded(codes: Codes, { eventType, data }: Envelope, odd: string | undefined): Members {
  const members = Object.entries(data).map(([name, value]) => [
    name,
    theirs(codes, [`${eventType}/data.${name}`, `data.${name}`], value),
  ]);
  const strange = odd !== undefined && isOddable(eventType) ? { [oddMember[eventType]]: odd } : {};
  return { ...Object.fromEntries(members), ...strange };
}

const typeOf = (codes: Codes, eventType: string): unknown => theirs(codes, ["eventType"], eventType);

const learntOf = (codes: Codes, odd: string): Codes => ({
  ...codes,
  "data.method": { ...codes["data.method"], [odd]: "OTHER" },
  "contact.attempted/data.outcome": { ...codes["contact.attempted/data.outcome"], [odd]: "BUSY" },
});

/** Our envelope with codes of its own. */
const codedTongue: Tongue = {
  dialect: { codes: codesOf.coded },
  learnt: { codes: learntOf(codesOf.coded, ODD.coded) },
  write: (envelope, isOdd) => ({
    ...envelope,
    eventType: typeOf(codesOf.coded, envelope.eventType),
    data: coded(codesOf.coded, envelope, isOdd ? ODD.coded : undefined),
  }),
};

/** One flat record, with names, codes and amounts of its own. */
function shaped(name: "german" | "flat"): Tongue {
  const [shape, codes]: [Shape, Codes] = [shapes[name], codesOf[name]];
  const fields = fieldsOf(shape);
  return {
    dialect: { fields, codes },
    learnt: { fields, codes: learntOf(codes, ODD[name]) },
    write: (envelope, isOdd) => {
      const data = Object.entries(coded(codes, envelope, isOdd ? ODD[name] : undefined));
      const outer = around.map((ours): Named => [shape.around[ours], envelope[ours]]);
      const inner = data.map(([member, value]): Named => [
        shape.names[member] ?? member,
        money.includes(member) ? decimal(value, shape.decimalMark) : value,
      ]);
      return {
        [shape.root]: {
          ...Object.fromEntries<unknown>([...outer, ...inner]),
          [shape.around.eventType]: typeOf(codes, envelope.eventType),
          currency: "USD",
        },
      };
    },
  };
}

export const tongueOf: Readonly<Record<TongueName, Tongue | undefined>> = {
  canonical: undefined,
  coded: codedTongue,
  german: shaped("german"),
  flat: shaped("flat"),
};
