import { RemittanceId, type AgencyId } from "../kernel/ids.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { AdviceBody } from "./wire.ts";

const ID_LENGTH = 26;

/** The same reference of the same agency is the same remittance, whichever way it comes and however often. */
export const remittanceIdOf = (agencyId: AgencyId, remittanceRef: string): RemittanceId =>
  RemittanceId.parse(`rem_${sha256(`${agencyId}\n${remittanceRef}`).slice(0, ID_LENGTH).toUpperCase()}`);

export const contentHashOf = (advice: AdviceBody): string => sha256(canonical(advice));
