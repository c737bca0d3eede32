import type { Actor } from "../kernel/event.ts";
import type { Instant } from "../kernel/time.ts";
import { chainedOf, chainFindings, gapsAgain } from "./chain.ts";
import type { BankChainStore, ChainedStatement } from "./chain-store.ts";
import type { FileFinding } from "./findings.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import type { BankStatementView } from "./wire.ts";

export type KeepChainDeps = {
  readonly chain: BankChainStore;
  /** Opens a break, or finds the one that is open: told twice, it is one. */
  readonly openBreak: (
    found: FileFinding,
    looked: { readonly actor: Actor; readonly at: Instant },
  ) => Promise<unknown>;
  /** Resolves the break that was opened for a finding, if there is one. */
  readonly closeBreak: (
    found: FileFinding,
    why: { readonly actor: Actor; readonly explanation: string },
  ) => Promise<unknown>;
};

export type Source = { readonly file: BankFile; readonly account: KnownAccount };

const actor: Actor = { kind: "SYSTEM", id: "file-intake" };

/** As of when the file was found good, so that a load which goes on finds the same once. */
export async function openFor(
  { openBreak }: Pick<KeepChainDeps, "openBreak">,
  file: BankFile,
  finding: FileFinding,
): Promise<void> {
  await openBreak(finding, { actor, at: file.checkedAt ?? file.createdAt });
}

/**
 * A statement is held against the others of its account before it is one of them; then those around it are held
 * against it. Of two that come at once the one that is there last sees the other.
 */
export async function keepInChain(
  deps: KeepChainDeps,
  { file, account }: Source,
  view: BankStatementView,
): Promise<void> {
  const one = chainedOf(file, view);
  if (one === undefined) return;
  for (const finding of chainFindings(one, account, await around(deps, one)))
    await openFor(deps, file, finding);
  await deps.chain.keep(one);
  for (const gap of gapsAgain(one, account, await around(deps, one)))
    if (gap.kind === "STANDS") await openFor(deps, file, gap.finding);
    else await deps.closeBreak(gap.finding, { actor, explanation: gap.explanation });
}

async function around({ chain }: KeepChainDeps, one: ChainedStatement) {
  const [before, ofDay, behind] = await Promise.all([chain.before(one), chain.ofDay(one), chain.behind(one)]);
  return { before, ofDay, behind };
}
