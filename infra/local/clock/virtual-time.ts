/** Milliseconds that the virtual clock is ahead of the real one, shared by all threads of the local cloud. */
export type SharedOffset = Float64Array<SharedArrayBuffer>;

export function sharedOffset(buffer: SharedArrayBuffer = new SharedArrayBuffer(8)): SharedOffset {
  return new Float64Array(buffer);
}

/**
 * Makes `Date` of this thread tell virtual time. Functions never know: they read `Date` as everywhere.
 * Timers stay real, as `setTimeout` in a Lambda has nothing to do with business clocks.
 */
export function installVirtualTime(offset: SharedOffset): void {
  const RealDate = globalThis.Date;
  const now = (): number => RealDate.now() + Math.round(offset[0] ?? 0);
  function VirtualDate(...given: readonly unknown[]): Date | string {
    if (new.target === undefined) return new RealDate(now()).toString();
    const target = new.target === VirtualDate ? RealDate : new.target;
    const created: unknown = Reflect.construct(RealDate, given.length === 0 ? [now()] : given, target);
    return created instanceof RealDate ? created : new RealDate(Number.NaN);
  }
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperty(VirtualDate, "name", { value: "Date" });
  Object.defineProperty(VirtualDate, "length", { value: 7 });
  Object.assign(VirtualDate, { now, parse: RealDate.parse, UTC: RealDate.UTC });
  Object.defineProperty(RealDate.prototype, "constructor", {
    value: VirtualDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(globalThis, "Date", { value: VirtualDate, writable: true, configurable: true });
}
