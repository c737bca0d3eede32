import type { LocalCloud } from "../local-cloud.ts";
import type { PlaceAccount } from "../sandbox/portfolio-account.ts";

/**
 * Which debtor's name, e-mail or telephone number stands in a line that a function logged, as it is or as a URL
 * has it. Logs are long and debtors many, so they are searched for texts of the debtors' shape, digits aside.
 */
export async function personalDataInLogs(
  cloud: Pick<LocalCloud, "plan" | "logs">,
  accounts: readonly PlaceAccount[],
): Promise<readonly string[]> {
  const secrets = new Set(accounts.flatMap(secretsOf));
  const shape = new RegExp([...new Set([...secrets].map(shapeOf))].join("|"), "gu");
  const found: string[] = [];
  for (const { label } of cloud.plan.functions) {
    const text = await cloud.logs(label);
    for (const [match] of text.matchAll(shape)) if (secrets.has(match)) found.push(`${label}: ${match}`);
  }
  return [...new Set(found)];
}

const secretsOf = ({ debtor }: PlaceAccount): readonly string[] =>
  [debtor.name, ...debtor.contactPoints.map(({ value }) => value)].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
  ]);

const shapeOf = (secret: string): string =>
  secret.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`).replaceAll(/\d/gu, String.raw`\d`);
