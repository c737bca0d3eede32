import type { JsonSchema } from "./schemas.ts";

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: string | number;
};

export const path = (
  name: string,
  description: string,
  schema: JsonSchema = { type: "string" },
): Parameter => ({
  name,
  in: "path",
  required: true,
  description,
  schema,
});

export const asked = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: "query",
  required: false,
  description,
  schema,
});

export const signed = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: "header",
  required: true,
  description,
  schema,
});
