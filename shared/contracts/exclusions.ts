import { isLicensed } from "../agencies/model.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Candidate, Placeable } from "./allocate.ts";
import type { Contract } from "./model.ts";

type Excludes = readonly [excluded: boolean, reason: string];

/** Every hard reason why an agency may not get an account, but for want of room. */
export function exclusionsOf(
  account: Placeable,
  { contract, agency }: Candidate,
  today: LocalDate,
): readonly string[] {
  const { validFrom, validTo = "9999-12-31" } = contract;
  const rules: readonly Excludes[] = [
    [agency.status !== "ACTIVE", "AGENCY_SUSPENDED"],
    [today < validFrom || today > validTo, "CONTRACT_NOT_IN_FORCE"],
    [!isLicensed(agency, account.region, today), "NOT_LICENSED"],
    ...asAgreed(account, contract),
    [!mayHave(account, agency.agencyId), "HELD_IT_BEFORE"],
  ];
  return rules.filter(([excluded]) => excluded).map(([, reason]) => reason);
}

function asAgreed(account: Placeable, contract: Contract): readonly Excludes[] {
  const { products, segments, placementNumbers, balanceMin, balanceMax } = contract;
  const { ageDaysMin = 0, ageDaysMax = Number.POSITIVE_INFINITY } = contract;
  const { segment, daysPastDue } = account;
  return [
    [contract.currency !== account.currency, "OTHER_CURRENCY"],
    [isOther(products, account.product), "OTHER_PRODUCT"],
    [isOther(segments, segment), "OTHER_SEGMENT"],
    [balanceMin !== undefined && account.outstanding < balanceMin.amount, "BELOW_BALANCE_BAND"],
    [balanceMax !== undefined && account.outstanding > balanceMax.amount, "ABOVE_BALANCE_BAND"],
    [daysPastDue < ageDaysMin || daysPastDue > ageDaysMax, "OUTSIDE_AGE_BAND"],
    [isOther(placementNumbers, account.placementNumber), "OTHER_PLACEMENT_NUMBER"],
  ];
}

const isOther = <T>(named: readonly T[], one: T | undefined): boolean =>
  named.length > 0 && (one === undefined || !named.includes(one));

/** Even where a former holder may get an account again, whoever had it last gets it not at once. */
const mayHave = ({ formerHolders, mayReturn }: Placeable, agencyId: Candidate["agency"]["agencyId"]) =>
  mayReturn ? formerHolders.at(-1) !== agencyId : !formerHolders.includes(agencyId);
