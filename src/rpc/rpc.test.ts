import { afterEach, describe, expect, it, vi } from 'vitest';
import { SeraphError, type ErrorKind } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import { createClient, type Remote } from './client.js';
import { decodeError, encodeError } from './error-codec.js';
import type { Endpoint } from './messages.js';
import { serve, Transferred, type Handlers } from './serve.js';

interface TestApi {
  double: { params: number; result: number };
  fail: { params: ErrorKind; result: never };
  crash: { params: null; result: never };
  wait: { params: null; result: string };
  count: { params: { to: number }; result: number };
  give: { params: ArrayBuffer; result: ArrayBuffer };
  unsendable: { params: null; result: unknown };
}

/** A record with every kind, so that a new kind without a test is a type error. */
const KINDS: Record<ErrorKind, true> = {
  aborted: true,
  'bad-format': true,
  'bad-hash': true,
  'bad-span': true,
  'bad-version': true,
  'backend-unavailable': true,
  'device-lost': true,
  internal: true,
  'kb-missing': true,
  'model-incompatible': true,
  network: true,
  'storage-full': true,
  'storage-unavailable': true,
  'too-large': true,
  'worker-died': true,
};
const kinds = Object.keys(KINDS) as ErrorKind[];

const progressOf = (done: number, total: number): Progress => ({
  task: 'Counting',
  done,
  total,
  unit: 'steps',
});
let waiting: AbortSignal | null = null;

const handlers: Handlers<TestApi> = {
  double: (value) => value * 2,
  fail(kind) {
    throw new SeraphError(kind, `What. Safe. Do (${kind}).`, { expected: 1, got: null, line: 'x' });
  },
  crash() {
    throw new TypeError('undefined is not a function');
  },
  wait(_, { signal }) {
    waiting = signal;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('stop', 'AbortError')));
    });
  },
  count({ to }, { onProgress }) {
    for (let done = 1; done <= to; done++) onProgress(progressOf(done, to));
    return to;
  },
  give: (buffer) => new Transferred(buffer, [buffer]),
  unsendable: () => () => 'a function',
};

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function connect(onDeath?: (error: SeraphError) => void): {
  remote: Remote<TestApi>;
  workerSide: MessagePort;
} {
  const { port1, port2 } = new MessageChannel();
  closers.push(serve<TestApi>(handlers, port2), () => {
    port1.close();
    port2.close();
  });
  return { remote: createClient<TestApi>(port1, onDeath ? { onDeath } : {}), workerSide: port2 };
}

describe('a call', () => {
  it('gives the result of its own method and parameters', async () => {
    const { remote } = connect();
    const doubled = await Promise.all([1, 2, 3].map((value) => remote.call('double', value)));
    expect(doubled).toEqual([2, 4, 6]);
  });

  it('reports progress in order, to its own caller only', async () => {
    const { remote } = connect();
    const mine: Progress[] = [];
    const other = vi.fn();
    await Promise.all([
      remote.call('count', { to: 3 }, { onProgress: (progress) => mine.push(progress) }),
      remote.call('double', 1, { onProgress: other }),
    ]);
    expect(mine).toEqual([1, 2, 3].map((done) => progressOf(done, 3)));
    expect(other).not.toHaveBeenCalled();
  });

  it('moves buffers that are listed, both ways', async () => {
    const { remote } = connect();
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    const back = await remote.call('give', buffer, { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
    expect([...new Uint8Array(back)]).toEqual([1, 2, 3]);
  });

  it('that is cancelled rejects at once and stops the worker', async () => {
    const { remote } = connect();
    const controller = new AbortController();
    const call = remote.call('wait', null, { signal: controller.signal });
    await remote.call('double', 1); // By now the worker has begun to wait.
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'aborted' });
    await vi.waitFor(() => {
      expect(waiting?.aborted).toBe(true);
    });
  });

  it('that is cancelled before it begins never reaches the worker', async () => {
    waiting = null;
    const { remote } = connect();
    await expect(remote.call('wait', null, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'aborted',
    });
    await remote.call('double', 1);
    expect(waiting).toBeNull();
  });

  it('to a method that does not exist rejects', async () => {
    const { remote } = connect();
    await expect(remote.call('toString' as 'double', 1)).rejects.toMatchObject({
      kind: 'internal',
      data: { got: 'toString' },
    });
  });

  it('with parameters or a result that cannot be sent rejects', async () => {
    const { remote } = connect();
    const unsendable = (() => 1) as unknown as number;
    await expect(remote.call('double', unsendable)).rejects.toMatchObject({ kind: 'internal' });
    await expect(remote.call('unsendable', null)).rejects.toMatchObject({ kind: 'internal' });
    expect(await remote.call('double', 2)).toBe(4);
  });
});

describe('errors', () => {
  it.each(kinds)('%s crosses from the worker with kind, message, data and stack', async (kind) => {
    const { remote } = connect();
    const error = await remote.call('fail', kind).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SeraphError);
    expect(error).toMatchObject({
      kind,
      message: `What. Safe. Do (${kind}).`,
      data: { expected: 1, got: null, line: 'x' },
    });
    expect((error as SeraphError).stack).toContain('rpc.test.ts');
  });

  it.each(kinds)('%s crosses to the worker and back', (kind) => {
    const sent = new SeraphError(kind, 'What. Safe. Do.', { got: 3 }, { cause: new Error('the root') });
    const there = decodeError(structuredClone(encodeError(sent)));
    const back = decodeError(structuredClone(encodeError(there)));
    expect(back).toMatchObject({ kind, message: 'What. Safe. Do.', data: { got: 3 } });
    expect(back.stack).toContain('the root');
  });

  it('that are no SeraphErrors become internal and keep their name', async () => {
    const { remote } = connect();
    await expect(remote.call('crash', null)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('TypeError: undefined is not a function') as unknown,
      data: { got: 'TypeError' },
    });
    expect(encodeError('just text')).toMatchObject({ kind: 'internal', data: { got: 'string' } });
    expect(encodeError(null)).toMatchObject({ kind: 'internal' });
  });
});

describe('a dead worker', () => {
  it('rejects all pending calls and every later one when its channel closes', async () => {
    const onDeath = vi.fn();
    const { remote, workerSide } = connect(onDeath);
    const calls = [remote.call('wait', null), remote.call('wait', null)].map((call) =>
      call.catch((error: unknown) => error),
    );
    workerSide.close();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ kind: 'worker-died' });
    await expect(remote.call('double', 1)).rejects.toMatchObject({ kind: 'worker-died' });
    expect(onDeath).toHaveBeenCalledOnce();
  });

  it('rejects all pending calls when it is ended on purpose, without calling it a death', async () => {
    const onDeath = vi.fn();
    const { remote } = connect(onDeath);
    const call = remote.call('wait', null);
    remote.terminate();
    await expect(call).rejects.toMatchObject({ kind: 'worker-died' });
    expect(onDeath).not.toHaveBeenCalled();
  });

  it.each(['error', 'messageerror'])('rejects all pending calls on %s', async (type) => {
    const target = new EventTarget();
    const terminate = vi.fn();
    const endpoint = Object.assign(target, { postMessage: vi.fn(), terminate }) as Endpoint;
    const remote = createClient<TestApi>(endpoint);
    const call = remote.call('wait', null);
    target.dispatchEvent(new Event(type));
    await expect(call).rejects.toMatchObject({ kind: 'worker-died' });
    expect(terminate).toHaveBeenCalledTimes(type === 'error' ? 1 : 0);
  });

  it('tells what it threw', () => {
    const target = new EventTarget();
    const onDeath = vi.fn();
    createClient<TestApi>(Object.assign(target, { postMessage: vi.fn() }), { onDeath });
    const event = Object.assign(new Event('error'), { message: 'Uncaught TypeError: the device was lost' });
    target.dispatchEvent(event);
    expect(onDeath).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'worker-died', data: { got: 'the device was lost' } }),
    );
  });

  it('hears of messages that it could not read', async () => {
    const { remote, workerSide } = connect();
    const call = remote.call('wait', null);
    workerSide.dispatchEvent(new Event('messageerror'));
    await expect(call).rejects.toMatchObject({ kind: 'worker-died' });
    expect(await remote.call('double', 4)).toBe(8);
  });
});
