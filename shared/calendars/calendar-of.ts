import { china } from "./china.ts";
import { england } from "./england.ts";
import { india } from "./india.ts";
import type { Calendar } from "./model.ts";
import { asItFalls } from "./observed.ts";
import { target } from "./target.ts";
import { unitedStates } from "./united-states.ts";

const byCountry: Readonly<Record<string, Calendar>> = { US: unitedStates, CN: china, IN: india };

/** Scotland and Northern Ireland have bank holidays of their own. */
const englandAndWales: ReadonlySet<string> = new Set(["GB", "GB-ENG", "GB-WLS"]);

/** The members of the European Union, ISO 3166. */
const union: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

const weekendsOnly = (region: string): Calendar => ({
  says: `weekends only: no holidays are known for ${region}`,
  rules: [],
  observed: asItFalls,
});

/** The calendar of where a debtor lives, by ISO 3166. */
export function calendarOf(region: string): Calendar {
  const country = region.slice(0, 2);
  if (englandAndWales.has(region)) return england;
  if (union.has(country)) return target;
  return byCountry[country] ?? weekendsOnly(region);
}
