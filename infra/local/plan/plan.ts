import { functionPlans } from "./plan-functions.ts";
import type { Plan } from "./plan-model.ts";
import { objectRulePlans } from "./plan-object-rules.ts";
import { routePlans } from "./plan-routes.ts";
import { schedulePlans } from "./plan-schedules.ts";
import { queueSourcePlans, streamSourcePlans } from "./plan-sources.ts";
import { bucketPlans, keyPlans, queuePlans, tablePlans } from "./plan-stores.ts";
import { resourcesOf, type Resource } from "./resources.ts";
import { UnsupportedTemplate, type Assembly, type LocalAccount } from "./template.ts";

/**
 * Resolves a synthesised cloud assembly into what the local cloud must build and run. Pure.
 *
 * @throws UnsupportedTemplate with the stack and logical id of anything it does not understand.
 */
export function readPlan(assembly: Assembly, account: LocalAccount): Plan {
  const resources = resourcesOf(assembly, account);
  for (const resource of resources) refuseUnknown(resource);
  const plan: Plan = {
    region: account.region,
    accountId: account.accountId,
    tables: tablePlans(resources),
    queues: queuePlans(resources),
    buckets: bucketPlans(resources),
    keys: keyPlans(resources),
    functions: functionPlans(resources, assembly),
    routes: routePlans(resources),
    queueSources: queueSourcePlans(resources),
    streamSources: streamSourcePlans(resources),
    schedules: schedulePlans(resources),
    objectRules: objectRulePlans(resources),
  };
  refuseDangling(plan);
  return plan;
}

const understoodTypes: ReadonlySet<string> = new Set([
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
  "AWS::SQS::Queue",
  "AWS::S3::Bucket",
  "Custom::S3BucketNotifications",
  "AWS::KMS::Key",
  "AWS::KMS::Alias",
  "AWS::Lambda::Function",
  "AWS::Lambda::EventSourceMapping",
  "AWS::IAM::Role",
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::RolePolicy",
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Integration",
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
]);

/** Types that need nothing on one machine: who may call what, what is watched, how long logs stay. */
const needlessTypes: ReadonlySet<string> = new Set([
  "AWS::CDK::Metadata",
  "AWS::Lambda::Permission",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::ApiGatewayV2::Stage",
  "AWS::ApiGateway::Account",
  "AWS::SQS::QueuePolicy",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SNS::Subscription",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::Scheduler::ScheduleGroup",
  "Custom::LogRetention",
  "Custom::S3AutoDeleteObjects",
]);

function refuseUnknown({ type, where }: Resource): void {
  if (understoodTypes.has(type) || needlessTypes.has(type)) return;
  throw new UnsupportedTemplate(where, `resource type ${type} is not known to the local cloud`);
}

/** Every trigger must lead to something that runs here. */
function refuseDangling(plan: Plan): void {
  const functions = new Set(plan.functions.map((each) => each.arn));
  const queues = new Set(plan.queues.map((each) => each.arn));
  const streams = new Set(
    plan.tables.flatMap((each) => (each.streamViewType === undefined ? [] : [each.streamArn])),
  );
  const mustExist = (known: ReadonlySet<string>, arn: string | undefined): void => {
    if (arn !== undefined && !known.has(arn))
      throw new UnsupportedTemplate(arn, "referred to, but not in the templates");
  };
  const triggers = [...plan.routes, ...plan.queueSources, ...plan.streamSources, ...plan.schedules];
  for (const { functionArn } of triggers) mustExist(functions, functionArn);
  for (const { functionArn } of plan.buckets.flatMap((each) => each.notifications))
    mustExist(functions, functionArn);
  for (const { queueArn } of plan.queueSources) mustExist(queues, queueArn);
  for (const { deadLetterArn } of plan.queues) mustExist(queues, deadLetterArn);
  const telling = new Set(plan.buckets.flatMap((each) => (each.tellsEventBridge ? [each.name] : [])));
  for (const { queueArn, bucketName } of plan.objectRules) {
    mustExist(queues, queueArn);
    mustExist(telling, bucketName);
  }
  for (const { streamArn, onFailureArn } of plan.streamSources) {
    mustExist(streams, streamArn);
    mustExist(queues, onFailureArn);
  }
}
