import {
  disclosedWithinProfile,
  inventoryAgrees,
  noPersonalDataLeaks,
  parkedDrained,
} from "./audit-agencies.ts";
import { batchesAgree } from "./audit-batches.ts";
import {
  agencyBooksAgree,
  duplicatesChangedNothing,
  everyCallbackRecorded,
  everyPaymentPostedOnce,
} from "./audit-callbacks.ts";
import { chainFault } from "./audit-chain.ts";
import {
  everyChargePostedOnce,
  onlyWhatWasSettledIsWaived,
  paymentsStandAsLastSaid,
  whatBouncedStaysBounced,
} from "./audit-charges.ts";
import { perAccount, type Check, type Facts } from "./audit-facts.ts";
import { balanceFault, componentsFault, entryFault } from "./audit-ledger.ts";
import { everyContactJudged, holdsAcknowledged, onlyTheSlyContactedWhileHeld } from "./audit-holds.ts";
import {
  clearingReturnsToWhatIsExplained,
  closedMonthsFreezeAdvices,
  everyPlantedBreakIsFound,
  exportedJournalsBalance,
  booksAgreeWithBanks,
  monthsThatAreOverAreClosed,
  noBreakIsInvented,
  reconcilingAgainChangesNothing,
  whatIsResolvedStaysResolved,
} from "./audit-money.ts";
import { personalHoldsReachEveryDebt } from "./audit-persons.ts";
import {
  agenciesUnderstoodEverything,
  atMostOneOpenPlacementPerAccount,
  deadLettersEmpty,
  disputesQueuedOnce,
  everyAccountKept,
  everyDisputeResolved,
  everyEventRouted,
  everyVerdictExplained,
} from "./audit-placements.ts";
import { everyEventAccountedFor, noTrickWorked } from "./audit-quarantine.ts";
import { moneyGivenBackLeavesNothing, moneyWithoutAHomeIsKept } from "./audit-suspense.ts";

/** What must be true at the end of every run, each checked against the API's answers alone. */
const invariants = {
  everyAccountKept,
  everyVerdictExplained,
  atMostOneOpenPlacementPerAccount,
  balanceIsSumOfComponents: perAccount(componentsFault),
  balanceIsFoldOfEvents: perAccount(balanceFault),
  debitsEqualCredits: perAccount(({ events }) => entryFault(events)),
  hashChainsVerify: perAccount(({ events }) => chainFault(events)),
  duplicatesChangedNothing,
  everyCallbackRecorded,
  everyEventAccountedFor,
  noTrickWorked,
  everyPaymentPostedOnce,
  paymentsStandAsLastSaid,
  whatBouncedStaysBounced,
  moneyWithoutAHomeIsKept,
  moneyGivenBackLeavesNothing,
  everyChargePostedOnce,
  onlyWhatWasSettledIsWaived,
  agencyBooksAgree,
  disputesQueuedOnce,
  everyDisputeResolved,
  holdsAcknowledged,
  personalHoldsReachEveryDebt,
  everyContactJudged,
  onlyTheSlyContactedWhileHeld,
  everyEventRouted,
  parkedDrained,
  inventoryAgrees,
  batchesAgree,
  everyPlantedBreakIsFound,
  noBreakIsInvented,
  reconcilingAgainChangesNothing,
  whatIsResolvedStaysResolved,
  clearingReturnsToWhatIsExplained,
  exportedJournalsBalance,
  booksAgreeWithBanks,
  monthsThatAreOverAreClosed,
  closedMonthsFreezeAdvices,
  disclosedWithinProfile,
  noPersonalDataLeaks,
  agenciesUnderstoodEverything,
  deadLettersEmpty,
} as const satisfies Readonly<Record<string, Check>>;

export type Finding = { readonly name: string; readonly holds: boolean; readonly faults: readonly string[] };

export const audit = (facts: Facts): readonly Finding[] =>
  Object.entries(invariants).map(([name, check]) => {
    const faults = check(facts);
    return { name, holds: faults.length === 0, faults };
  });
