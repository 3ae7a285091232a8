import { describe, expect, it } from 'vitest';
import type { Progress } from './progress.js';
import { finish, finishInTurns, type Steps } from './steps.js';

const progress = (done: number): Progress => ({ task: 'Counting', done, total: 9, unit: 'names' });

/** Counts to `end`, each step longer than a turn. */
function* counting(end: number): Steps<number> {
  for (let done = 0; done < end; done++) {
    const until = Date.now() + 12;
    while (Date.now() < until);
    yield progress(done);
  }
  return end;
}

describe('steps', () => {
  it('are all done, at once or in turns', async () => {
    expect(finish(counting(2))).toBe(2);
    let pauses = 0;
    const reports: Progress[] = [];
    const watch = { onProgress: (report: Progress) => reports.push(report) };
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    expect(await finishInTurns(counting(3), watch, pause)).toBe(3);
    expect(pauses).toBe(3);
    expect(reports).toEqual([0, 1, 2].map(progress));
  });

  it('stop at the next pause after the signal', async () => {
    const signal = { aborted: false };
    const done: number[] = [];
    const watch = { signal, onProgress: (report: Progress) => done.push(report.done) };
    const pause = () => {
      signal.aborted = done.length === 2;
      return Promise.resolve();
    };
    await expect(finishInTurns(counting(9), watch, pause)).rejects.toMatchObject({ kind: 'aborted' });
    expect(done).toEqual([0, 1]);
  });

  it('do not begin for one who has left', async () => {
    let begun = false;
    function* work(): Steps<null> {
      begun = true;
      yield null;
      return null;
    }
    const watch = { signal: { aborted: true } };
    await expect(finishInTurns(work(), watch, () => Promise.resolve())).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(begun).toBe(false);
  });
});
