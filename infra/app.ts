import { bundleFunctions } from "./bundle.ts";
import { functionNames } from "./functions.ts";
import { gateway } from "./gateway.ts";

gateway(bundleFunctions(functionNames), { outdir: process.env["CDK_OUTDIR"] ?? "cdk.out" }).app.synth();
