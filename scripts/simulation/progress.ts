/**
 * Tells how far a run is and how long the rest may take, by what was done so far.
 *
 * @param of runs altogether
 * @returns to be called after each; `isNew` false for one that was not run now
 */
export function withTimeLeft(
  of: number,
  say: (line: string) => void,
  now: () => number = () => performance.now(),
): (what: string, isNew: boolean) => void {
  const began = now();
  let done = 0;
  let run = 0;
  return (what, isNew) => {
    done += 1;
    if (isNew) run += 1;
    const left = run === 0 ? null : ((now() - began) / run) * (of - done);
    say(
      `${what}: ${isNew ? 'done' : 'was kept'}, ${done} of ${of}` +
        (left === null || done === of ? '' : `, some ${Math.ceil(left / 60_000)} minutes left`),
    );
  };
}
