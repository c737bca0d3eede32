/* oxlint-disable no-new -- a construct joins the tree by being made */
import { CfnMapping, CfnOutput, type CfnParameter, Token } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { config } from "../config.ts";
import type { Edge } from "../edge.ts";
import { alarmPeriod, ImpactAlarm } from "./alarm.ts";
import { MutualTls } from "./mutual-tls.ts";

export type PublicApiProps = {
  /** What a person loses when the API answers with server errors. */
  readonly errorImpact: string;
  /** The deployment's stage, which picks the limits. */
  readonly stage: CfnParameter;
  readonly alarmTopic: ITopic;
  /** Where callers must show a certificate, if they must. */
  readonly edge: Edge | undefined;
};

/** The HTTP API: throttled, logged and watched; functions add their routes to it. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", {
      createDefaultStage: false,
      description: "Debt agency gateway",
      // The name that AWS gives would be a way round the certificates.
      ...(props.edge && { disableExecuteApiEndpoint: true }),
    });
    const accessLogs = new LogGroup(this, "AccessLogs", { retention: RetentionDays.THREE_MONTHS });
    const limits = new CfnMapping(this, "Throttle", { mapping: config.throttle });
    const limit = (key: string): number => Token.asNumber(limits.findInMap(props.stage.valueAsString, key));
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: limit("rateLimit"), burstLimit: limit("burstLimit") },
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLogs), format: accessLogFormat() },
    });
    this.url = this.#urlBehind(stage, props.edge);
    new ImpactAlarm(this, "ServerErrors", {
      summary: "The API answers with server errors",
      errorImpact: props.errorImpact,
      metric: stage.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      above: config.alarms.serverErrors,
      topic: props.alarmTopic,
    });
  }

  #urlBehind(stage: HttpStage, edge: Edge | undefined): string {
    if (edge === undefined) return this.api.apiEndpoint;
    const { target } = new MutualTls(this, "MutualTls", { api: this.api, stage, edge });
    new CfnOutput(this, "DomainTarget", { value: target });
    return `https://${edge.domainName}`;
  }
}

/** Which route answered what and how fast; the path itself stays out, it names accounts. */
function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: "$context.requestId",
      requestTime: "$context.requestTime",
      sourceIp: "$context.identity.sourceIp",
      routeKey: "$context.routeKey",
      status: "$context.status",
      responseLength: "$context.responseLength",
      responseLatency: "$context.responseLatency",
      integrationError: "$context.integrationErrorMessage",
    }),
  );
}
