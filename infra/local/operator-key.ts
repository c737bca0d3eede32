import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Assembly } from "./plan/template.ts";

/** The template parameter that takes the hash of the operator's key: deployed it is given, here it is made. */
const parameter = "AdminKeyHash";

/** The operator's API key of this local cloud: the same after a restart. */
export function operatorKey(dataDir: string | undefined): string {
  const fresh = `gw_local_operator_${randomBytes(24).toString("hex")}`;
  if (dataDir === undefined) return fresh;
  const file = join(dataDir, "operator-key");
  if (existsSync(file)) return readFileSync(file, "utf8");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, fresh, { mode: 0o600 });
  return fresh;
}

/** The parameters that a deployment would be given: who the operator is, and that this is the local stage. */
export function operatorParameters(assembly: Assembly, key: string): Readonly<Record<string, string>> {
  const given = { [parameter]: createHash("sha256").update(key).digest("hex"), Stage: "local" };
  return Object.fromEntries(
    Object.entries(given).filter(([name]) =>
      assembly.stacks.some(({ template }) => template.Parameters[name] !== undefined),
    ),
  );
}
