/** What ends a command: 1 when the gateway or the network refused, 2 when the command was not understood. */
export class Stop extends Error {
  override readonly name = "Stop";
  readonly exitCode: 1 | 2;
  /** What the gateway answered with, where that is why. */
  readonly status: number | undefined;

  constructor(message: string, exitCode: 1 | 2 = 1, status?: number) {
    super(message);
    this.exitCode = exitCode;
    this.status = status;
  }
}
