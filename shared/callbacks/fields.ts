import * as z from "zod";

export const text = (max: number) => z.string().min(1).max(max);

/** An agency's own reference: unique within the agency, for ever. */
export const AgencyRef = text(64).regex(/^[\x21-\x7E]+$/u, { error: "visible ASCII only" });
