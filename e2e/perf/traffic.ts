import type { Server } from 'node:http';

export const KINDS = ['page', 'js', 'wasm', 'kb', 'model'] as const;
export type Kind = (typeof KINDS)[number];

/** Bytes that a server wrote, headers included, and how many answers they were. */
export interface Traffic {
  readonly bytes: Readonly<Record<Kind, number>>;
  readonly total: number;
  readonly answers: number;
}

/** Counts on the server's side, where nothing the browser keeps can be missed or counted twice. */
export class TrafficCounter {
  #bytes = noBytes();
  #answers = 0;

  constructor(server: Server) {
    // Before the application's own listener, which may answer at once.
    server.prependListener('request', ({ url = '/', socket }, response) => {
      const before = socket.bytesWritten;
      response.once('finish', () => {
        this.#bytes[kindOf(url)] += socket.bytesWritten - before;
        this.#answers += 1;
      });
    });
  }

  /** What went out since the last call. */
  take(): Traffic {
    const bytes = this.#bytes;
    const answers = this.#answers;
    this.#bytes = noBytes();
    this.#answers = 0;
    return { bytes, answers, total: KINDS.reduce((sum, kind) => sum + bytes[kind], 0) };
  }
}

function noBytes(): Record<Kind, number> {
  return { page: 0, js: 0, wasm: 0, kb: 0, model: 0 };
}

function kindOf(url: string): Kind {
  const path = url.split('?')[0] ?? '';
  if (path.endsWith('.wasm')) return 'wasm';
  if (path.endsWith('.js')) return 'js';
  if (path.startsWith('/kb/')) return 'kb';
  if (path.startsWith('/models/')) return 'model';
  return 'page';
}
