import type * as z from "zod";

/** A schema of the document: what it is in a sentence, and whether it is sent, answered or both. */
export type ComponentEntry = {
  readonly schema: z.ZodType;
  readonly side: "request" | "answer" | "both";
  readonly says: string;
};

export const request = (schema: z.ZodType, says: string): ComponentEntry => ({
  schema,
  side: "request",
  says,
});
export const answer = (schema: z.ZodType, says: string): ComponentEntry => ({ schema, side: "answer", says });
export const both = (schema: z.ZodType, says: string): ComponentEntry => ({ schema, side: "both", says });
