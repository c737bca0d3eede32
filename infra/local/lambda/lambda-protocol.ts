/** What a function's thread is started with. */
export type WorkerStart = {
  readonly clock: SharedArrayBuffer;
  readonly logFile: string;
  readonly modulePath: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  /** Set when calls to AWS are recorded: the port that means S3, whose requests name no operation. */
  readonly recordedS3Port: number | undefined;
};

/** Host → thread. Payloads travel as JSON text: a string is cheaper to pass between threads than an object. */
export type InvokeMessage = {
  readonly id: number;
  readonly payload: string;
  readonly timeoutMs: number;
};

/** One call of a function to an AWS service. */
export type AwsCall = {
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
};

/** Thread → host. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly id: number; readonly payload: string }
  | { readonly kind: "failed"; readonly id: number; readonly error: FunctionError }
  | { readonly kind: "called"; readonly call: AwsCall };

/** As Lambda reports an error of the function itself. */
export type FunctionError = { readonly errorType: string; readonly errorMessage: string };

/** What became of an invocation. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };
