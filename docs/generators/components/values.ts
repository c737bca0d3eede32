import { Principal } from "../../../shared/access/wire.ts";
import { Licence } from "../../../shared/agencies/wire.ts";
import { DisclosureProfile } from "../../../shared/disclosure/wire.ts";
import { AgencyId, LenderId, PlacementId, EndpointId } from "../../../shared/kernel/ids.ts";
import { DeliveryState } from "../../../shared/deliveries/model.ts";
import { Currency, Money, NonNegativeMoney, PositiveMoney } from "../../../shared/kernel/money.ts";
import { Instant, LocalDate } from "../../../shared/kernel/time.ts";
import { Component } from "../../../shared/ledger/model.ts";
import { Region } from "../../../shared/kernel/region.ts";
import { both } from "./entry.ts";

/** Names are part of the contract: client generators make types of them. */
export const values = {
  Money: both(
    Money,
    'An amount in minor units: `{"amount": 12345, "currency": "USD"}` is 123.45 dollars. Never a float.',
  ),
  PositiveMoney: both(PositiveMoney, "An amount above zero, in minor units."),
  NonNegativeMoney: both(NonNegativeMoney, "An amount of zero or more, in minor units."),
  Currency: both(
    Currency,
    "An ISO 4217 code, such as `USD`. It decides how many decimals a minor unit stands for.",
  ),
  Component: both(Component, "What a part of a balance is. Payments fill the parts in this order."),
  Instant: both(Instant, "A moment, RFC 3339 with an offset: `2026-03-02T09:00:00Z`."),
  LocalDate: both(LocalDate, "A business date, `YYYY-MM-DD`, without zone."),
  Region: both(Region, "A country or a part of one, ISO 3166: `US`, `US-CT`."),
  LenderId: both(LenderId, "A lender's id."),
  AgencyId: both(AgencyId, "An agency's id."),
  PlacementId: both(
    PlacementId,
    "A placement's id. It carries its account's id and counts the account's placements.",
  ),
  EndpointId: both(EndpointId, "An endpoint's id."),
  DeliveryState: both(
    DeliveryState,
    "`PENDING`: tried and not taken yet. `DELIVERED`: taken. `GIVEN_UP`: never taken in about three days of attempts.",
  ),
  Principal: both(Principal, "Who a key speaks for."),
  DisclosureProfile: both(
    DisclosureProfile,
    "What an agency is told of accounts and debtors; what is not named never leaves.",
  ),
  Licence: both(
    Licence,
    "A permit to collect where the debtor lives. One for a country covers its parts; its last day counts.",
  ),
} as const;
