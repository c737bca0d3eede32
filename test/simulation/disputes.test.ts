import { describe, it } from "vitest";
import { answer, cancelProposal, confirm } from "../../shared/disputes/answer.ts";
import { DocumentRequest } from "../../shared/disputes/document-wire.ts";
import { announce } from "../../shared/disputes/documents.ts";
import {
  addNote,
  askCustomer,
  assign,
  extend,
  hearCustomer,
  investigate,
} from "../../shared/disputes/work-on.ts";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { survivesEveryCrash } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import type { WorkOn, World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const takenOn = async (world: World, cases: Cases) => {
  const { accountId, placements } = await cases.place();
  world.knows(accountId);
  const { answer: receipt } = await cases.callback(world.holder({ placements }), {
    eventId: "e-2",
    eventType: "dispute.raised",
    placementId: placements[0]!.placementId,
    data: { type: "OTHER" },
  });
  await cases.dispute(await world.event(accountId, "dispute.raised"));
  return receipt.disputeId!;
};

const upheld = ResolveDisputeRequest.parse({ outcome: "UPHELD", explanation: "x" });
const document = DocumentRequest.parse({
  name: "a.pdf",
  mediaType: "application/pdf",
  bytes: 3,
  sha256: "a".repeat(64),
});

const steps: readonly (readonly [string, WorkOn])[] = [
  ["assigning", (known, by) => assign(known, "team-1", by)],
  ["writing a note", (known, by) => addNote(known, "x", by)],
  ["taking more time", (known, by) => extend(known, { days: 3, reason: "x" }, by)],
  ["investigating", (known, by) => investigate(known, by)],
  ["asking the debtor", (known, by) => askCustomer(known, "x", by)],
  ["announcing a document", (known, by) => announce(known, document, by)],
  [
    "proposing an answer",
    (known, by) => answer(known, { request: upheld, fourEyesAbove: usd(1) as never }, by),
  ],
];

describe("work on a dispute that crashes anywhere and is done again ends as if nothing had crashed:", () => {
  it.each(steps)("%s", async (what, decide) => {
    await survivesEveryCrash({
      before: takenOn,
      step: (cases, disputeId) => cases.work(disputeId, { what }, decide),
    });
  });

  const before = (done: readonly WorkOn[]) => async (world: World, cases: Cases) => {
    const disputeId = await takenOn(world, cases);
    for (const [n, decide] of done.entries())
      await cases.work(disputeId, { what: "before", key: `before-${n}` }, decide);
    return disputeId;
  };
  const proposed: WorkOn = (known, by) =>
    answer(
      known,
      { request: upheld, fourEyesAbove: usd(1) as never },
      { ...by, keyId: "key_01ARZ3NDEKTSV4RRFFQ69G5FAW" },
    );

  it.each<readonly [string, readonly WorkOn[], WorkOn]>([
    [
      "hearing the debtor",
      [(known, by) => askCustomer(known, "x", by)],
      (known, by) => hearCustomer(known, "y", by),
    ],
    ["confirming an answer", [proposed], confirm],
    ["taking a proposal back", [proposed], cancelProposal],
  ])("%s", async (what, done, decide) => {
    await survivesEveryCrash({
      before: before(done),
      step: (cases, disputeId) => cases.work(disputeId, { what }, decide),
    });
  });

  it.each([
    ["dispute.evidence_added", { text: "x" }],
    ["dispute.withdrawn", {}],
  ])("an agency's %s", async (eventType, data) => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const disputeId = await takenOn(world, cases);
        const { actor } = await world.event(
          disputeId.replace(/^dsp_(.*)_[0-9]+$/u, "acc_$1"),
          "dispute.raised",
        );
        return { disputeId, agencyId: actor.id as AgencyId };
      },
      step: (cases, { disputeId, agencyId }) =>
        cases.callback(agencyId, {
          eventId: "e-3",
          eventType,
          placementId: `${disputeId.replace("dsp_", "plc_").slice(0, 30)}_1`,
          data: { disputeId, ...data },
        }),
    });
  });
});
