/** The part of cli-progress that the demo uses; the package brings no types. */
declare module "cli-progress" {
  export class SingleBar {
    constructor(options: {
      readonly format: string;
      readonly stream: NodeJS.WriteStream;
      readonly hideCursor: boolean;
      readonly clearOnComplete: boolean;
    });
    start(total: number, startValue: number): void;
    setTotal(total: number): void;
    update(value: number): void;
    stop(): void;
  }
}
