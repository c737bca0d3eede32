import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { useCases } from "./mutation/areas.ts";

const root = join(import.meta.dirname, "..");

const sources = ["shared", "functions", "infra"].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ path: `${top}/${name}`, text: readFileSync(join(root, top, name), "utf8") })),
);

const importsOf = (text: string): readonly { readonly from: string; readonly typeOnly: boolean }[] =>
  [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gmu)].map((match) => ({
    typeOnly: match[1] !== undefined,
    from: match[2] ?? "",
  }));

type Role =
  | "kernel"
  | "platform"
  | "pure"
  | "store"
  | "use-case"
  | "function"
  | "infra"
  | "local-cloud"
  | "command-line";

function roleOf({ path, text }: { readonly path: string; readonly text: string }): Role {
  if (path.startsWith("shared/kernel/")) return "kernel";
  if (path.startsWith("shared/platform/")) return "platform";
  if (path.startsWith("functions/")) return "function";
  if (path.startsWith("infra/local/")) return "local-cloud";
  if (path.startsWith("infra/cli/")) return "command-line";
  if (path.startsWith("infra/")) return "infra";
  if (/(store|-client)\.ts$/u.test(path)) return "store";
  return /\b(async|await)\b/u.test(text) ? "use-case" : "pure";
}

/** What each role may import at run time, by the start of the imported path seen from the root, or the package. */
const mayImport: Readonly<Record<Role, RegExp>> = {
  kernel: /^(zod$|dinero\.js|shared\/kernel\/)/u,
  platform: /^(zod$|shared\/(kernel|platform)\/|node:|hono|ulid$|@aws|csv-(parse|stringify))/u,
  pure: /^(zod$|saxes$|standardwebhooks$|csv-stringify\/sync$|ipaddr\.js$|shared\/kernel\/|shared\/platform\/(events|canonical|hmac)\.ts|shared\/(?!platform\/)[a-z-]+\/(?!.*(store|-client)\.ts$))/u,
  store:
    /^(zod$|standardwebhooks$|undici$|node:dns|shared\/(kernel|platform)\/|shared\/[a-z-]+\/(?!.*(store|-client)\.ts$))/u,
  "use-case":
    /^(zod$|node:crypto$|shared\/kernel\/|shared\/platform\/(events|canonical|retry)\.ts|shared\/(?!platform\/)[a-z-]+\/(?!.*(store|-client)\.ts$))/u,
  function: /^(zod$|hono|shared\/|functions\/|docs\/)/u,
  infra: /^(node:|aws-cdk-lib|constructs$|cdk-nag$|esbuild$|cdk\.json$|infra\/(?!local\/))/u,
  "local-cloud": /^(node:|[@a-z](?!hared\/|unctions\/)|infra\/local\/)/u,
  "command-line": /^(node:|zod$|commander$|cli-table3$|cli-progress$|csv-parse$|infra\/cli\/)/u,
};

/** The imported module as a path from the root, or the package's name. */
function target(path: string, from: string): string {
  return from.startsWith(".") ? join(path, "..", from) : from;
}

describe("import directions", () => {
  it.each(sources)("$path imports only what its role may", (source) => {
    const allowed = mayImport[roleOf(source)];
    const ownStore = (to: string): boolean =>
      roleOf(source) === "store" && dirname(to) === dirname(source.path);
    const foreign = importsOf(source.text)
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ from }) => target(source.path, from))
      .filter((to) => !allowed.test(to) && !ownStore(to));
    expect(foreign).toEqual([]);
  });

  it("no function imports another one", () => {
    const strays = sources
      .filter(({ path }) => path.startsWith("functions/"))
      .flatMap(({ path, text }) => importsOf(text).map(({ from }) => ({ path, to: target(path, from) })))
      .filter(({ to }) => /^functions\/[^/]+\//u.test(to))
      .filter(({ path, to }) => to.split("/")[1] !== path.split("/")[1]);
    expect(strays).toEqual([]);
  });
});

describe("writes", () => {
  const writers = sources.filter(
    ({ path, text }) => path.startsWith("shared/") && text.includes("deps.write("),
  );

  it("there are use cases that write", () => {
    expect(writers.length).toBeGreaterThan(5);
  });

  it.each(writers)("$path records an event with what it writes", ({ text }) => {
    expect(text).toMatch(
      /withHistory\(|withRemittanceHistory\(|attributionWritten\(|recorded\(|writtenOf\(|stepWritten\(/u,
    );
  });

  it("only the write of the platform sends transactions", () => {
    const senders = sources.filter(({ text }) => text.includes("TransactWriteCommand("));
    expect(senders.map(({ path }) => path)).toEqual(["shared/platform/write.ts"]);
  });
});

describe("mutation", () => {
  it.each(useCases)("leaves out %s, which does nothing but by its calls", (path) => {
    const found = sources.filter((source) => source.path === path);
    expect(found.map(roleOf)).toEqual(["use-case"]);
  });
});

describe("environment", () => {
  it("functions and features read it in one place", () => {
    const readers = sources.filter(
      ({ path, text }) => !path.startsWith("infra/") && text.includes("process.env"),
    );
    expect(readers.map(({ path }) => path)).toEqual(["shared/platform/env.ts"]);
  });
});

describe("documents", () => {
  const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/domain.md",
    "docs/benchmarks.md",
    "docs/operations.md",
    "docs/breaks.md",
    "docs/closing.md",
    "docs/cli.md",
    "docs/commission.md",
    "docs/dialects.md",
    "docs/bank-files.md",
    "docs/remittances.md",
    "docs/reconciliation.md",
  ];
  const decisions = readdirSync(join(root, "docs/decisions")).map((name) => `docs/decisions/${name}`);

  it.each([...documents, ...decisions])("%s names only files and folders that exist", (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const named = [...text.matchAll(/`((?:shared|functions|infra|test|docs)\/[\w./-]+)`/gu)].map(
      ([, path]) => path ?? "",
    );
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(([, path]) =>
      join(document, "..", path ?? ""),
    );
    expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
