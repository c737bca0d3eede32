import openapi from "../../docs/api/openapi.json" with { type: "json" };
import pages from "../../docs/api/pages.json" with { type: "json" };
import { common, readEnv } from "../../shared/platform/env.ts";
import { newHttpApp } from "../../shared/platform/http-app.ts";
import { lambdaHandler } from "../../shared/platform/http-lambda.ts";
import { newLog } from "../../shared/platform/log.ts";
import { docsRoutes } from "./docs-routes.ts";

const env = readEnv(common);

const app = newHttpApp({ log: newLog("docs-api", env.LOG_LEVEL) }, docsRoutes({ openapi, pages }));

export const handler = lambdaHandler(app);
