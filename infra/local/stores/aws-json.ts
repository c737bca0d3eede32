import { Agent, request, type RequestOptions } from "node:http";
import type * as z from "zod";

/** A service that speaks AWS JSON. The emulators check no signature, so none is made: this is the host's own path. */
export type AwsJson = {
  readonly call: <T>(operation: string, body: unknown, schema: z.ZodType<T>) => Promise<T>;
  readonly close: () => void;
};

export type AwsJsonTarget = {
  readonly port: number;
  /** As in `x-amz-target: <prefix>.<operation>`. */
  readonly prefix: string;
  readonly service: string;
  readonly region: string;
};

/** An answer other than 200. */
export class AwsJsonError extends Error {
  override readonly name = "AwsJsonError";
  readonly code: string;

  constructor(operation: string, code: string, detail: string) {
    super(`${operation}: ${code} ${detail}`);
    this.code = code;
  }
}

/** A connection to one emulator, kept alive between calls. */
export function connectAwsJson(target: AwsJsonTarget): AwsJson {
  const agent = new Agent({ keepAlive: true });
  const credential = `local/20250101/${target.region}/${target.service}/aws4_request`;
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
  };
  return {
    call: async (operation, body, schema) => {
      const payload = Buffer.from(JSON.stringify(body));
      const answer = await exchange(
        {
          host: "127.0.0.1",
          port: target.port,
          method: "POST",
          agent,
          headers: { ...headers, "x-amz-target": `${target.prefix}.${operation}` },
        },
        payload,
      );
      if (answer.status === 200) return schema.parse(JSON.parse(answer.text === "" ? "{}" : answer.text));
      throw new AwsJsonError(operation, errorCode(answer.text), answer.text);
    },
    close: () => agent.destroy(),
  };
}

type Answer = { readonly status: number; readonly text: string };

function exchange(options: RequestOptions, payload: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}

function errorCode(text: string): string {
  return /"__type"\s*:\s*"(?:[^"#]*#)?(?<code>[^"]+)"/.exec(text)?.groups?.["code"] ?? "Unknown";
}
