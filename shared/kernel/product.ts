import * as z from "zod";

/** What was lent. */
export const Product = z.enum(["PERSONAL_LOAN", "CREDIT_CARD", "AUTO_LOAN", "STUDENT_LOAN", "OVERDRAFT"]);
export type Product = z.infer<typeof Product>;
