/** Works a list off, at most so many at a time, in its order. The first failure ends it; what runs is awaited. */
export async function inParallel<T>(
  items: readonly T[],
  countMax: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  let isFailed = false;
  const lane = async (): Promise<void> => {
    for (const item of rest) {
      if (isFailed) return;
      try {
        await work(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(countMax, items.length) }, lane));
  const failed = lanes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
