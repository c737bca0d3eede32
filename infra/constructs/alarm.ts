import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

export const alarmPeriod = Duration.minutes(5);

export type ImpactAlarmProps = {
  /** What happened, in a few words: the first line a woken person reads. */
  readonly summary: string;
  /** What a person loses while it lasts. */
  readonly errorImpact: string;
  readonly metric: IMetric;
  /** Alarm when the metric is above this in one period. */
  readonly above: number;
  readonly topic: ITopic;
};

/** An alarm that says what it costs a person, not only which number moved. */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, "Alarm", {
      alarmDescription: `${props.summary}. Impact: ${props.errorImpact}`,
      metric: props.metric,
      threshold: props.above,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.topic));
    alarm.addOkAction(new SnsAction(props.topic));
  }
}
