const pattern =
  /^P(?=\d|T)(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/;

/**
 * The instant an ISO 8601 duration after another: years and months by the calendar in UTC, the rest as exact time.
 *
 * @throws RangeError when the text is no duration.
 */
export function addDuration(from: Date, duration: string): Date {
  const groups = pattern.exec(duration)?.groups;
  if (groups === undefined)
    throw new RangeError(`"${duration}" is not an ISO 8601 duration such as P1D or PT36H`);
  const amount = (name: string): number => Number(groups[name] ?? 0);
  const moved = addMonths(from, amount("years") * 12 + amount("months"));
  const days = amount("weeks") * 7 + amount("days");
  const minutes = (days * 24 + amount("hours")) * 60 + amount("minutes");
  return new Date(moved.getTime() + minutes * 60_000 + Math.round(amount("seconds") * 1000));
}

/** The last day of a shorter month when the day does not exist there, as people count. */
function addMonths(from: Date, months: number): Date {
  if (months === 0) return from;
  const moved = new Date(from.getTime());
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return moved;
}
