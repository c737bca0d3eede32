import { newTable, type Table } from "../../shared/platform/dynamo.ts";

/** A table of a local cloud, as the gateway's own code opens it. */
export function tableAt(endpoints: Readonly<Record<string, string>>, name: string): Table {
  Object.assign(process.env, endpoints, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  });
  return newTable(name);
}
