import { randomUUID } from "node:crypto";

/** A request as an adapter hands it over. */
export type HttpRequest = {
  readonly method: string;
  /** As it came, not decoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Uint8Array;
  readonly sourceIp: string;
};

export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a route asks of its request. */
class Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly #request: HttpRequest;
  readonly #params: Readonly<Record<string, string>>;

  constructor(request: HttpRequest, params: Readonly<Record<string, string>>) {
    this.method = request.method;
    this.path = request.path;
    this.body = request.body;
    this.#request = request;
    this.#params = params;
  }

  /** By its name in lower case. */
  header(name: string): string | undefined {
    return this.#request.headers[name];
  }

  param(name: string): string | undefined {
    const value = this.#params[name];
    return value?.includes("%") === true ? decoded(value) : value;
  }

  /** The first value of a parameter, or the first values of all. */
  query(): Record<string, string>;
  query(name: string): string | undefined;
  query(name?: string): Record<string, string> | string | undefined {
    const given = new URLSearchParams(this.#request.query);
    if (name !== undefined) return given.get(name) ?? undefined;
    return Object.fromEntries([...given].toReversed());
  }
}

/** One request and the reply to it, as a route sees them. */
export class HttpContext {
  readonly requestId: string = randomUUID();
  readonly sourceIp: string;
  readonly req: Asked;
  readonly #headers: Record<string, string> = {};

  constructor(request: HttpRequest, params: Readonly<Record<string, string>>) {
    this.sourceIp = request.sourceIp;
    this.req = new Asked(request, params);
  }

  /** Sets a header of the reply, by its name in lower case. */
  header(name: string, value: string): void {
    this.#headers[name] = value;
  }

  json(value: unknown, status = 200): HttpReply {
    return this.body(JSON.stringify(value), status, { "content-type": "application/json" });
  }

  html(text: string, status: number, headers: Readonly<Record<string, string>>): HttpReply {
    return this.body(text, status, { "content-type": "text/html; charset=UTF-8", ...headers });
  }

  body(body: string, status: number, headers: Readonly<Record<string, string>>): HttpReply {
    return { status, headers: Object.assign(this.#headers, headers), body };
  }
}

/** What is no percent-encoding stands for itself. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
