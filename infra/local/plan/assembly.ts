import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { templateSchema, type Assembly, type StackAssembly } from "./template.ts";

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      displayName: z.string().optional(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

type Artifact = z.infer<typeof manifestSchema>["artifacts"][string];

/** Reads a synthesised cloud assembly (`cdk.out`). */
export async function readAssembly(folder: string): Promise<Assembly> {
  const { artifacts } = await readJson(join(folder, "manifest.json"), manifestSchema);
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  return {
    stacks: await Promise.all(
      stacks.map(async ([id, artifact]) => readStack(folder, { id, artifact, artifacts })),
    ),
  };
}

type StackArtifact = {
  readonly id: string;
  readonly artifact: Artifact;
  readonly artifacts: Readonly<Record<string, Artifact>>;
};

async function readStack(folder: string, { id, artifact, artifacts }: StackArtifact): Promise<StackAssembly> {
  const templateFile = artifact.properties?.templateFile ?? `${id}.template.json`;
  const assetFiles = artifact.dependencies
    .map((dependency) => artifacts[dependency])
    .filter((each) => each?.type === "cdk:asset-manifest")
    .flatMap((each) => each?.properties?.file ?? []);
  const assetManifests = await Promise.all(
    assetFiles.map((file) => readJson(join(folder, file), assetsSchema)),
  );
  const assets = assetManifests.flatMap(({ files }) => Object.values(files));
  return {
    name: artifact.properties?.stackName ?? id,
    template: await readJson(join(folder, templateFile), templateSchema),
    assetPaths: new Map(assets.flatMap((asset) => pathsOf(folder, asset))),
  };
}

type Asset = z.infer<typeof assetsSchema>["files"][string];

function pathsOf(folder: string, { source, destinations }: Asset): readonly (readonly [string, string])[] {
  const { path } = source;
  if (path === undefined) return [];
  return Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, path)] as const);
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(file, "utf8")));
}
