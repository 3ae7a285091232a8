import { describe, expect, it } from 'vitest';
import type { Endpoint } from './messages.js';
import { createRespawningClient } from './respawning-client.js';
import { serve } from './serve.js';

interface TestApi {
  double: { params: number; result: number };
}

/** Workers that answer, and the far ends of their channels. */
function workers(): { start: () => Endpoint; started: MessagePort[] } {
  const started: MessagePort[] = [];
  return {
    started,
    start() {
      const { port1, port2 } = new MessageChannel();
      serve<TestApi>({ double: (value) => value * 2 }, port2);
      started.push(port1);
      return port1;
    },
  };
}

describe('a client that starts its worker again', () => {
  it('tells of the death of an idle worker, and starts another at the next call', async () => {
    const { start, started } = workers();
    let starts = 0;
    const deaths: string[] = [];
    const client = createRespawningClient<TestApi>(start, () => starts++);
    client.onDeath(({ kind }) => deaths.push(kind));
    expect(starts).toBe(0);
    expect(await client.call('double', 2)).toBe(4);
    started[0]?.dispatchEvent(new Event('error'));
    expect(deaths).toEqual(['worker-died']);
    expect(started).toHaveLength(1);
    expect(await client.call('double', 3)).toBe(6);
    expect(starts).toBe(2);
    started[1]?.close();
  });
});
