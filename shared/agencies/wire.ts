import * as z from "zod";
import { Region } from "../kernel/region.ts";
import { LocalDate } from "../kernel/time.ts";

export const Licence = z.strictObject({
  region: Region,
  number: z.string().min(1).max(64),
  expiresOn: LocalDate,
});
export type Licence = z.infer<typeof Licence>;

/** A Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64. */
export const WebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/u);

/** `file`: a daily file with what the agency's feed got since the last one. */
export const HandOff = z.strictObject({ file: z.boolean().default(false) });

/** A range of addresses in CIDR notation; a single one is `/32` or `/128`. */
export const AddressRange = z.union([z.cidrv4(), z.cidrv6()]);

/** `PUT /v1/agencies/{agencyId}` */
export const AgencyBody = z.strictObject({
  name: z.string().min(1).max(200),
  status: z.enum(["ACTIVE", "SUSPENDED"]).default("ACTIVE"),
  licences: z.array(Licence).max(200),
  /** Where events are posted to; an agency without it pulls them. */
  endpointUrl: z
    .url({ protocol: /^https?$/u })
    .max(2000)
    .exactOptional(),
  /** All sign what we send and verify what we receive, so that a rotation overlaps. */
  webhookSecrets: z.array(WebhookSecret).min(1).max(3),
  /** How the agency gets its events besides what is pushed and what it fetches. */
  handOff: HandOff.prefault({}),
  /** How many events the agency may send in a minute, alone or in batches. */
  eventsPerMinute: z.int().min(1).max(600_000).default(6_000),
  /** Where its callbacks may come from; from anywhere when none is named. */
  allowedAddresses: z.array(AddressRange).max(50).default([]),
});
export type AgencyBody = z.infer<typeof AgencyBody>;

/** An agency as answered: its secrets are never shown again. */
export const AgencyView = AgencyBody.omit({ webhookSecrets: true }).extend({ agencyId: z.string() });
export type AgencyView = z.infer<typeof AgencyView>;
