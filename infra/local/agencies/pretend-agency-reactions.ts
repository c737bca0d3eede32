import type { Case } from "./pretend-agency-case.ts";
import { afterRejection, planOf, tamePlan } from "./pretend-agency-habits.ts";
import { pay, settled } from "./pretend-agency-money.ts";
import {
  acknowledgeHold,
  attestDeletion,
  giveBack,
  object,
  type Repeat,
  type Step,
} from "./pretend-agency-steps.ts";
import {
  Adjusted,
  DisputeOutcome,
  HoldOrder,
  Offered,
  RecallNotice,
  SettlementDecision,
  type Delivery,
} from "./pretend-agency-wire.ts";
import { chance } from "../sandbox/sandbox-chance.ts";

const SILENT_SHARE = 0.5;

/** Whether agencies live by their habits, and which run it is. */
type Reacting = { readonly lively: boolean; readonly seed: number };

type Reaction = (held: Case, delivery: Delivery, options: Reacting) => readonly (Step | Repeat)[];

/** The steps that a delivery asks for; what it says about the case is noted on the case. */
export const reaction: Reaction = (held, delivery, options) =>
  reactions.get(delivery.eventType)?.(held, delivery, options) ?? [];

const end: Reaction = (held) => {
  held.ended = true;
  return [attestDeletion()];
};

/** Some give the account back, some object first, some let the notice run. */
const beRecalled: Reaction = (held, { data }, { lively }) => {
  const { recallId, objections } = RecallNotice.parse(data);
  const draw = held.dice("recall");
  if (!lively || draw > 0.7) return [];
  const [reason] = Object.keys(objections);
  return draw < 0.35 && reason !== undefined ? [object(recallId, reason)] : [giveBack(recallId)];
};

/** What the lender agreed to is paid. */
const beAnswered: Reaction = (_held, { data }) => {
  const { decision, offer } = SettlementDecision.parse(data);
  return decision === "APPROVED" ? [pay(9, offer), settled()] : [];
};

/** Some of the sly never say that they stopped; who has said it once need not be reminded. */
function answerHold({ habit, dice, heeded }: Case, data: Delivery["data"]): readonly Step[] {
  const { holdId } = HoldOrder.parse(data);
  if (heeded.has(holdId) || (habit === "sly" && dice("silent") < SILENT_SHARE)) return [];
  heeded.add(holdId);
  return [acknowledgeHold(holdId)];
}

const reactions: ReadonlyMap<string, Reaction> = new Map<string, Reaction>([
  ["placement.offered", (held, delivery, options) => takeOn(held, delivery, options)],
  ["information.provided", (held) => held.informed],
  ["recall.pending", beRecalled],
  ["recall.final", end],
  ["placement.closed", end],
  [
    "placement.reopened",
    (held) => {
      held.ended = false;
      return [];
    },
  ],
  ["placement.cancelled", end],
  [
    "hold.apply",
    (held, { data }) => {
      held.disputed = true;
      return answerHold(held, data);
    },
  ],
  ["hold.reminder", (held, { data }) => answerHold(held, data)],
  ["settlement.decided", beAnswered],
  [
    "hold.release",
    (held) => {
      held.disputed = false;
      return [];
    },
  ],
  [
    "dispute.resolved",
    (held, { data }, { lively }) => {
      const { disputeId, outcome } = DisputeOutcome.parse(data);
      if (outcome === "UPHELD") held.upheld.add(disputeId);
      const insists = lively && !held.ended && outcome === "REJECTED";
      return insists ? afterRejection(held.dice) : [];
    },
  ],
  [
    "balance.adjusted",
    (held, { data }) => {
      held.outstanding = Adjusted.parse(data).balance.outstanding;
      return [];
    },
  ],
]);

function takeOn(held: Case, delivery: Delivery, options: Reacting): readonly (Step | Repeat)[] {
  const offered = Offered.parse(delivery.data);
  const turn = delivery.placementId.split("_").at(-1);
  const salt = `${options.seed}|${held.habit}|${offered.lenderAccountRef}|${turn}`;
  held.dice = (label) => chance(`${salt}|${label}`);
  held.offered = true;
  held.lenderAccountRef = offered.lenderAccountRef;
  held.outstanding = offered.balance.outstanding;
  held.disputed = offered.holds.length > 0;
  const plan = options.lively ? planOf(held.habit, offered, held.dice) : tamePlan(offered);
  held.informed = plan.informed;
  return plan.first;
}
