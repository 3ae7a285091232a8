import type { Context } from './context.js';

export interface Exports {
  pubtator(): Promise<string>;
  annotations(): Promise<string>;
  pairs(): Promise<string>;
  log(): Promise<string>;
}

export function createExports({ services }: Context): Exports {
  const log = async () => (await services.log.all()).map((event) => JSON.stringify(event)).join('\n');
  return { pubtator: log, annotations: log, pairs: log, log };
}
