import * as z from "zod";

/** Country or country subdivision, ISO 3166: `US`, `US-CT`. */
export const Region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/u);
