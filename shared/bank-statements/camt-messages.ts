import type { StatementKind } from "./model.ts";

/** What a message of a kind is called, and its statements. */
export type Message = {
  readonly message: string;
  readonly statement: string;
  readonly kind: StatementKind;
};

const messages: Readonly<Record<string, Message>> = {
  "052": { message: "BkToCstmrAcctRpt", statement: "Rpt", kind: "PROVISIONAL" },
  "053": { message: "BkToCstmrStmt", statement: "Stmt", kind: "BOOKED" },
  "054": { message: "BkToCstmrDbtCdtNtfctn", statement: "Ntfctn", kind: "NOTIFICATION" },
};

/** Versions whose elements are known to be where they are looked for. */
const versions = ["02", "03", "04", "06", "08", "13"] as const;

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.(05[234])\.001\.(\d\d)$/u;

/** The message of a namespace; undefined for any other namespace and any other version. */
export function messageOf(namespace: string | undefined): Message | undefined {
  const [, kind = "", version = ""] = NAMESPACE.exec(namespace ?? "") ?? [];
  return versions.some((one) => one === version) ? messages[kind] : undefined;
}

export type Attributes = Readonly<Record<string, string>>;

/** The namespace that an element declares for itself. */
export function namespaceOf(name: string, attributes: Attributes): string | undefined {
  const colon = name.indexOf(":");
  return attributes[colon < 0 ? "xmlns" : `xmlns:${name.slice(0, colon)}`];
}
