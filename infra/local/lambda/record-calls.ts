import { ClientRequest } from "node:http";
import type { AwsCall } from "./lambda-protocol.ts";

type Tell = (call: AwsCall) => void;

/** Tells every request of this thread to an AWS service, whoever makes it: what the SDK puts on the wire is what counts. */
export function recordCalls(s3Port: number, tell: Tell): void {
  const chunks = new WeakMap<ClientRequest, Buffer[]>();
  const keep = (request: ClientRequest, chunk: unknown): void => {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
    const kept = chunks.get(request) ?? [];
    kept.push(Buffer.from(chunk));
    chunks.set(request, kept);
  };
  tee("write", keep);
  tee("end", (request, chunk) => {
    keep(request, chunk);
    const call = describe(request, Buffer.concat(chunks.get(request) ?? []), s3Port);
    if (call !== undefined) tell(call);
  });
}

function tee(method: "write" | "end", see: (request: ClientRequest, chunk: unknown) => void): void {
  const original: unknown = Reflect.get(ClientRequest.prototype, method);
  if (typeof original !== "function") return;
  Object.defineProperty(ClientRequest.prototype, method, {
    configurable: true,
    writable: true,
    value(this: ClientRequest, ...given: readonly unknown[]): unknown {
      see(this, given[0]);
      return Reflect.apply(original, this, given);
    },
  });
}

const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "dynamodb",
  AmazonSQS: "sqs",
  TrentService: "kms",
};

function describe(request: ClientRequest, body: Buffer, s3Port: number): AwsCall | undefined {
  const target = request.getHeader("x-amz-target");
  if (typeof target === "string") {
    const [prefix = "", operation = ""] = target.split(".");
    return { service: services[prefix] ?? prefix, operation, body: JSON.parse(body.toString("utf8")) };
  }
  const isS3 = String(request.getHeader("host")).endsWith(`:${s3Port}`);
  return isS3 ? describeS3(request.method, request.path) : undefined;
}

const objectOperations: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  POST: "CreateMultipartUpload",
};

const bucketOperations: Readonly<Record<string, string>> = {
  GET: "ListObjectsV2",
  HEAD: "HeadBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  POST: "DeleteObjects",
};

function describeS3(method: string, path: string): AwsCall {
  const url = new URL(path, "http://s3");
  const [bucket = "", ...key] = decodeURIComponent(url.pathname).split("/").slice(1);
  const Key = key.join("/");
  const operation = (Key === "" ? bucketOperations : objectOperations)[method] ?? method;
  const Prefix = url.searchParams.get("prefix") ?? undefined;
  return {
    service: "s3",
    operation,
    body: Key === "" ? { Bucket: bucket, Prefix } : { Bucket: bucket, Key },
  };
}
