/** How long apps have their turns before input is read again, in ms. */
const ROUND_MS = 10;

/** Lets apps have their turns, in the order in which they ask. */
export type Turns = (turn: () => void) => void;

/** Turns are had once all input of this moment has been read, so that calls that come together share a commit. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  function round(): void {
    const end = performance.now() + ROUND_MS;
    do waiting.shift()?.();
    while (waiting.length > 0 && performance.now() < end);
    if (waiting.length > 0) setImmediate(round);
  }
  return (turn) => {
    if (waiting.push(turn) === 1) setImmediate(round);
  };
}
