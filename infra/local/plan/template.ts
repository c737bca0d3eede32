import * as z from "zod";

/** What a CloudFormation template may hold, before its intrinsic functions are resolved. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const jsonSchema: z.ZodType<Json> = z.json();

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), jsonSchema).default({}),
  Condition: z.string().optional(),
});

const outputSchema = z.looseObject({
  Value: jsonSchema,
  Export: z.object({ Name: jsonSchema }).optional(),
});

export const templateSchema = z.looseObject({
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string(), Default: jsonSchema.optional() }))
    .default({}),
  Conditions: z.record(z.string(), jsonSchema).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), jsonSchema))).default({}),
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z.record(z.string(), outputSchema).default({}),
});

type Template = z.infer<typeof templateSchema>;
export type TemplateResource = z.infer<typeof resourceSchema>;

/** One synthesised stack: its template, and where its assets lie (object key → folder or file). */
export type StackAssembly = {
  readonly name: string;
  readonly template: Template;
  readonly assetPaths: ReadonlyMap<string, string>;
};

export type Assembly = { readonly stacks: readonly StackAssembly[] };

/** The account the local cloud pretends to be, and where its emulators listen. */
export type LocalAccount = {
  readonly region: string;
  readonly accountId: string;
  readonly sqsEndpoint: string;
  readonly apiEndpoint: string;
  /** Values of template parameters; one without a default must be given. */
  readonly parameters: Readonly<Record<string, string>>;
};

/** A template the local cloud cannot run as it would be deployed. */
export class UnsupportedTemplate extends Error {
  override readonly name = "UnsupportedTemplate";

  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
  }
}
