/** Members of commission plans, of lines and their explanations, and of what contracts say of remitting. */
export const commissionWords: Readonly<Record<string, string>> = {
  // Contracts and placements.
  remittanceMode:
    "`GROSS`: the agency remits all that it collected and invoices its fee. `NET`: it keeps its fee and remits the rest.",
  sendsAdvices:
    "Whether the agency advises what it remits. Otherwise each payment that it reports is expected at the bank, alone or in a lump sum; it then remits `GROSS`.",
  advisesDirectPayments:
    "Whether the agency's advices list what the lender got itself as well, for the commission on it: what is not on one is then missing.",
  fillFirst:
    "Components that payments fill before the others, in this order; costs first and principal last where it names none. An account keeps the order of the first contract under which it is offered.",
  remittanceSchedule: "How often the agency remits what it collected.",
  remittanceDueDays: "Days after the end of each such period by which the money is due.",
  trustDepositDays:
    "Banking days within which collected money is on the agency's trust account; none is asked where it is absent.",
  commissionPlan: "The commission plan that the placement keeps as it was when it was made.",
  planRef: "The commission plan's name within the lender.",

  // Plans.
  "CommissionPlan.name": "What people call it.",
  "CommissionPlan.currency": "What its amounts are in. It never changes.",
  "CommissionPlan.version": "Counts the plan's changes.",
  "CommissionPlan.rule": "How commission is calculated where nothing special holds for the payment.",
  "CommissionPlan.kind": "Which kind of rule.",
  "CommissionPlan.from":
    "Where the tier begins: minor units, days or a count. It ends where the next one begins.",
  "CommissionPlan.payments": "`DIRECT`: only payments that went past the agency.",
  "CommissionPlan.region":
    "Where the debtor lives. A country stands for its parts that are not named themselves.",
  rateBp: "A rate in hundredths of a percent: 3000 is 30 %.",
  "CommissionLine.rateBp": "The rate, where one rate was that of the whole base.",
  "CommissionStep.rateBp": "The rate, in hundredths of a percent.",
  by: "What the tiers are of.",
  "CommissionPlan.mode":
    "`MARGINAL`: each tier bears its own rate, and a payment that crosses one bears several. `CLIFF`: one tier's rate is that of the whole payment.",
  tiers: "Ascending, from where the scale begins.",
  rates: "A rate for every legal stage.",
  PRE_LEGAL: "Before any claim is made in court.",
  LEGAL: "Once a claim is made in court.",
  ENFORCEMENT: "Once a judgment is enforced.",
  regions: "Regions with a rate of their own.",
  otherRateBp: "The rate everywhere else.",
  "CommissionPlan.fee": "The fee, in minor units.",
  "CommissionPlan.per": "Whether the fee is of each payment, or once of the placement.",
  feeBase:
    "What the rate is taken of: `GROSS` all that reduced the debt, `PRINCIPAL_ONLY` the principal, `EXCLUDING_COSTS` all but court costs and the agency's own fees.",
  directPayRateBp:
    "In place of the rule, for money that went past the agency. The rule's own where it is absent.",
  tailRateBp:
    "In place of the rule, for a payment after the placement's end. The rule's own where it is absent.",
  noFeeWindow: "Payments that bear nothing, for the debtor would have paid without the agency.",
  daysAfterPlacement: "Days from the placement on in which a payment bears nothing; its day is the first.",
  beforePlacement: "Whether a payment of before the placement bears nothing.",
  perPayment: "The least and the most that one payment bears, where it bears anything.",
  perAccount: "The least and the most that all payments of a placement bear together.",
  min: "The least, in minor units.",
  max: "The most, in minor units.",
  taxRatePpm: "Tax on commission in millionths: 190000 is 19 %.",

  // Previews.
  plan: "The plan, and the version where it is not the one in force.",
  "CommissionPreviewRequest.lenderId": "Whose plan it is; a lender may leave it out.",
  "CommissionPreviewRequest.placementId": "The placement whose plan it is calculated by.",
  "CommissionPreviewRequest.version": "A version of the plan; the one in force when left out.",
  "CommissionPreviewRequest.placed": "The placement as it might have been made; with a plan only.",
  "CommissionPreviewRequest.payment": "The payment.",
  "CommissionPreviewRequest.paymentRef": "What the line calls it.",
  before: "What the placement's earlier payments come to, in minor units, reversals taken off.",
  filled:
    "What the payment filled; all of it the principal when left out. What is missing to the amount is the debtor's credit.",
  placedOn: "The placement's day.",
  placedBalance: "What was owed when it was placed, in minor units.",
  placedAgeDays: "Days past due when it was placed.",
  endedOn: "The placement's last day, once it ended.",
  tailUntil: "The last day on which a payment is still the agency's.",
  effectiveOn: "The day of the payment.",
  legalStage: "How far the law has been called upon when the payment comes in.",
  stagedOn: "Since when the placement was in that stage; absent where nothing says so.",
  stagedBy: "The event that says so.",
  fees: "Fees that were charged.",
  settlement: "How the payment is settled between lender and agency.",
  sentences: "The explanation in words, a sentence a step.",
  "CommissionPreviewView.line": "What the payment bears.",

  // Lines.
  planVersion: "The plan's version.",
  treatment: "Why the payment is calculated as it is; the last four bear nothing.",
  recovered: "What reduced the debt, in minor units; what is beyond it is the debtor's credit.",
  base: "What of it bears commission.",
  "CommissionLine.fee": "What of the commission is a fee, before any bound.",
  calculated: "The commission before the bounds of the account.",
  commission: "The commission, in minor units.",
  "CommissionStep.commission":
    "The share's part of the rounded sum; the largest share takes what rounding leaves.",
  tax: "The tax on it, in minor units.",
  "CommissionLine.amount": "The payment, in minor units; negative in a reversal's line.",
  "CommissionLine.reversalRef": "The reversal, in the line of one.",
  "CommissionLine.rounding":
    "By how much rounding raised the percentage, in ten-thousandths of a minor unit.",
  "CommissionLine.components": "The same commission by what the payment filled; the parts sum to it.",
  explain: "How the line came about, from the facts to the tax.",

  // Steps.
  step: "Which step.",
  "CommissionStep.amount": "The amount, in minor units.",
  "CommissionStep.rule": "The kind of the plan's rule.",
  "CommissionStep.from": "Before the bounds; of a share, where its tier begins.",
  "CommissionStep.to": "Within the bounds.",
  "CommissionStep.per": "Whether the fee is of each payment, or once of the placement.",
  "CommissionStep.fee": "The plan's fee.",
  "CommissionStep.before": "What was charged of it before.",
  "CommissionStep.components": "What the payment filled of the fee base.",
  "CommissionStep.eventId": "The event that adjusted the balance.",
  "CommissionStep.dispute": "The dispute that was upheld.",
  "CommissionStep.type": "What it was about.",
  raisedOn: "The day it was raised.",
  reach: "From when on payments bear nothing: all of the `PLACEMENT`, or since the day of the `DISPUTE`.",
  "CommissionStep.rounding":
    "By how much rounding raised it: of the percentage in ten-thousandths of a minor unit, of the tax in millionths.",
  recoveredBefore: "What the placement's earlier payments recovered.",
  calculatedBefore: "What they bore before the bounds of the account.",
  feesBefore: "The fees among it.",
  commissionBefore: "What they were charged.",
  of: "What the rate is taken of.",
  percentage: "The shares' exact sum, rounded half to even.",
  charged: "What of the fee is charged now.",
  ratePpm: "The tax rate, in millionths.",
  ofAmount: "The payment that is taken back.",
  reversedBefore: "What of it was taken back before.",
  reversed: "What of it is taken back now.",
  original: "The payment's own line.",

  // Settlements.
  "CommissionSettlement.mode": "The contract's way of remitting.",
  remits:
    "What the agency passes on; negative where its fee is more than the payment, which is carried forward.",
  retains: "What it keeps of the payment itself.",
  offsets: "What it takes off other money: its fee on a payment that it never had.",
  invoices: "What it invoices, and the lender pays.",
};
