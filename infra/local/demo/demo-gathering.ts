import * as z from "zod";
import { inventoryOf } from "./demo-inventory.ts";
import type { Lived } from "./demo-life.ts";
import { exposed, personalDataIn } from "./demo-logs.ts";
import { readQuarantine } from "./demo-quarantine.ts";
import { giveSuspenseBack, readSuspense } from "./demo-suspense.ts";
import { phase } from "./demo-progress.ts";
import type { Facts } from "../audit/audit-facts.ts";
import type { Sent } from "../agencies/pretend-agency-journal.ts";
import { readAll, readDisclosures, readDisputes, readHistories } from "../audit/audit-fetch.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { livelySeeds } from "../sandbox/sandbox-seed.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

type World = { readonly cloud: LocalCloud; readonly sandbox: Sandbox };

/** Reads everything back: with the finance key, with each agency's own, and from what the functions logged. */
export async function gathered(
  { cloud, sandbox }: World,
  { requests, began, ...lived }: Lived,
): Promise<Facts> {
  const reading = phase("audit");
  const finance = { baseUrl: cloud.baseUrl, apiKey: sandbox.finance.apiKey };
  const lenderIds = sandbox.lenders.map(({ id }) => id);
  let done = 0;
  const histories = await readHistories(finance, lenderIds, () => {
    done += 1;
    reading.at(done, lived.placed.length);
  });
  const disputes = await readDisputes(finance, histories);
  const disclosures = await readDisclosures(finance, histories);
  const inventories = [];
  for (const seat of sandbox.agencies) inventories.push(await inventoryOf(sandbox, seat));
  const told = histories.map((history) => ({ label: "an event", text: JSON.stringify(history) }));
  const leaks = personalDataIn([...(await exposed(cloud)), ...told], requests);
  const deadLetters = await countOfDeadLetters(cloud);
  const { journal } = sandbox.agenciesAtWork;
  const sent = journal.sent();
  const quarantined = await readQuarantine(cloud, keptReceipts(sent));
  const suspense = await readSuspense(finance, began, cloud.now());
  const leftOfNobodys = await giveSuspenseBack(cloud, finance);
  const unacknowledged = await unacknowledgedHolds(sandbox);
  reading.end(`${histories.length} histories`);
  return {
    ...lived,
    histories,
    disputes,
    disclosures,
    inventories,
    leaks,
    deadLetters,
    sent,
    quarantined,
    suspense,
    leftOfNobodys,
    persons: new Map(
      requests.map(({ lenderAccountRef, debtor }) => [lenderAccountRef, debtor.identifier.value]),
    ),
    tricks: journal.tricks,
    sly: slyAgencies,
    unacknowledged,
    delivered: journal.accepted,
    complaints: journal.complaints(),
    failedOnPurpose: journal.failed.size,
  };
}

const slyAgencies = livelySeeds.filter(({ habit }) => habit === "sly").map(({ id }) => id);

const keptReceipts = (sent: readonly Sent[]): readonly string[] =>
  sent.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ answer }) => (answer?.disposition === "QUARANTINED" ? [answer.receiptId] : [])),
  );

const Hold = z.object({ holdId: z.string() });

/** What the lenders' work lists say that waits for an agency's acknowledgement. */
async function unacknowledgedHolds({ baseUrl, lenders }: Sandbox): Promise<readonly string[]> {
  const lists = await Promise.all(
    lenders.map(({ apiKey }) => readAll({ baseUrl, apiKey }, "/v1/unacknowledged-holds", Hold)),
  );
  return lists.flat().map(({ holdId }) => holdId);
}

async function countOfDeadLetters(cloud: LocalCloud): Promise<number> {
  const letters = Object.values(await cloud.deadLetters());
  return letters.reduce((total, messages) => total + messages.length, 0);
}
