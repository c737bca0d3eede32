import type * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { AgencyBody } from "./wire.ts";
import type { LocalDate } from "../kernel/time.ts";

export const Agency = AgencyBody.extend({ agencyId: AgencyId }).strip();
export type Agency = z.infer<typeof Agency>;

/** A licence for a country covers its subdivisions; its last day counts. */
export const isLicensed = (agency: Agency, region: string, today: LocalDate): boolean =>
  agency.licences.some(
    (licence) =>
      (licence.region === region || region.startsWith(`${licence.region}-`)) && licence.expiresOn >= today,
  );
