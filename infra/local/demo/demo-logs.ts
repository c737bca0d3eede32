import type { PlaceAccount } from "../sandbox/portfolio-account.ts";

/** What nobody's personal data may stand in: every function's log, the addresses asked for included, and the dead letters. */
export async function exposed(cloud: Exposing): Promise<readonly Text[]> {
  const logs = cloud.plan.functions.map(async ({ label }) => ({ label, text: await cloud.logs(label) }));
  const letters = { label: "dead letters", text: JSON.stringify(await cloud.deadLetters()) };
  return [...(await Promise.all(logs)), letters];
}

type Exposing = {
  readonly plan: { readonly functions: readonly { readonly label: string }[] };
  readonly logs: (label: string) => Promise<string>;
  readonly deadLetters: () => Promise<unknown>;
};

type Text = { readonly label: string; readonly text: string };

/**
 * Which debtor's name, number, e-mail or telephone number stands in a text, as it is or as a URL has it. The texts are
 * long and debtors many, so they are searched for texts of the debtors' shape, digits aside.
 */
export function personalDataIn(texts: Iterable<Text>, accounts: readonly PlaceAccount[]): readonly string[] {
  const secrets = new Set(accounts.flatMap(secretsOf));
  const shape = new RegExp([...new Set([...secrets].map(shapeOf))].join("|"), "gu");
  const found: string[] = [];
  for (const { label, text } of texts)
    for (const [match] of text.matchAll(shape)) if (secrets.has(match)) found.push(`${label}: ${match}`);
  return [...new Set(found)];
}

const secretsOf = ({ debtor }: PlaceAccount): readonly string[] =>
  [debtor.name, debtor.identifier.value, ...debtor.contactPoints.map(({ value }) => value)].flatMap(
    (secret) => [secret, encodeURIComponent(secret)],
  );

const shapeOf = (secret: string): string =>
  secret.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`).replaceAll(/\d/gu, String.raw`\d`);
