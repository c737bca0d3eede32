/* oxlint-disable no-new -- a construct joins the tree by being made */
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { alarmPeriod, ImpactAlarm, type ImpactAlarmProps } from "./alarm.ts";

export type LogAlarmProps = Pick<ImpactAlarmProps, "summary" | "errorImpact" | "topic"> & {
  readonly logs: ILogGroup;
  /** The code of the log line: one is enough. */
  readonly code: string;
};

/** An alarm on something that a function found and did not fail of. */
export class LogAlarm extends Construct {
  constructor(scope: Construct, id: string, { logs, code, ...said }: LogAlarmProps) {
    super(scope, id);
    const filter = new MetricFilter(this, "Filter", {
      logGroup: logs,
      filterPattern: FilterPattern.stringValue("$.code", "=", code),
      metricNamespace: "DebtAgencyGateway",
      metricName: code,
      metricValue: "1",
    });
    new ImpactAlarm(this, "Found", {
      ...said,
      metric: filter.metric({ period: alarmPeriod, statistic: "Sum" }),
      above: 0,
    });
  }
}
