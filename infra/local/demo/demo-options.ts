import { parseArgs } from "node:util";
import * as z from "zod";

const ACCOUNTS_MAX = 9_857;

const Options = z.object({
  accounts: z.coerce
    .number({ error: "must be a number" })
    .int({ error: "must be whole" })
    .min(1, { error: "must be at least 1" })
    .max(ACCOUNTS_MAX, { error: `the portfolio has ${ACCOUNTS_MAX} loans` })
    .default(500),
  seed: z.coerce.number({ error: "must be a number" }).int({ error: "must be whole" }).default(1),
});
export type DemoOptions = z.infer<typeof Options>;

/** `--accounts N --seed N`. @throws Error that a person can read */
export function demoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { accounts: { type: "string" }, seed: { type: "string" } },
    strict: true,
  });
  const parsed = Options.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map((issue) => `--${issue.path.join(".")} ${issue.message}`).join("; "),
  );
}
