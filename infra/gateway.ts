import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import cdkJson from "../cdk.json" with { type: "json" };
import { acknowledge } from "./acknowledgements.ts";
import type { CodeOf } from "./bundle.ts";
import { config } from "./config.ts";
import { DataStack } from "./data-stack.ts";
import { ServiceStack } from "./service-stack.ts";

export type Gateway = { readonly app: App; readonly data: DataStack; readonly service: ServiceStack };

export type GatewayOptions = {
  readonly outdir?: string;
  /** What the command line of CDK would give by `-c`. */
  readonly context?: Readonly<Record<string, string>>;
};

/** The whole cloud application, not yet written anywhere. */
export function gateway(codeOf: CodeOf, { outdir, context = {} }: GatewayOptions = {}): Gateway {
  const app = new App({
    context,
    postCliContext: cdkJson.context, // the CLI reads cdk.json itself; this makes `node infra/app.ts` agree with it
    analyticsReporting: false,
    treeMetadata: false,
    ...(outdir === undefined ? {} : { outdir }),
  });
  const { stacks } = config;
  const data = new DataStack(app, stacks.data.id, { stackName: stacks.data.name });
  const service = new ServiceStack(app, stacks.service.id, { stackName: stacks.service.name, data, codeOf });
  acknowledge(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, data, service };
}
