import { SingleBar } from "cli-progress";

/** One phase of the demo as it goes on: a bar for a person at a terminal, a few plain lines elsewhere. */
export type Phase = {
  /** So much is done of what is known to be there. */
  readonly at: (done: number, total: number) => void;
  readonly end: (said?: string) => void;
};

const stream = process.stderr;

export function phase(title: string): Phase {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const shown = stream.isTTY ? bar(title) : lines(title);
  return {
    at: shown.at,
    end: (said) => {
      shown.end();
      stream.write(`  ${title.padEnd(22)} ${said === undefined ? "" : `${said}, `}${seconds()}\n`);
    },
  };
}

type Shown = { readonly at: Phase["at"]; readonly end: () => void };

function bar(title: string): Shown {
  const shown = new SingleBar({
    format: `  ${title.padEnd(22)} {bar} {value}/{total}`,
    stream,
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    at: (done, total) => {
      if (!started) shown.start(total, 0);
      started = true;
      shown.setTotal(total);
      shown.update(done);
    },
    end: () => {
      if (started) shown.stop();
    },
  };
}

/** A line at each quarter that is new. */
function lines(title: string): Shown {
  let quarter = 0;
  return {
    at: (done, total) => {
      const reached = total === 0 ? 0 : Math.floor((4 * done) / total);
      if (reached <= quarter || reached === 4) return;
      quarter = reached;
      stream.write(`  ${title.padEnd(22)} ${done}/${total}\n`);
    },
    end: () => undefined,
  };
}
