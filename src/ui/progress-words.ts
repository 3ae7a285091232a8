import type { Progress } from '../core/progress.js';

/** How far a long operation is: "Reading MeSH names, 412,000 of 784,000". */
export function progressWords({ task, done, total, unit }: Progress): string {
  if (total === 0) return done === 0 ? task : `${task}, ${amount(done, unit)}`;
  if (unit === 'bytes') return `${task}, ${(done / 1e6).toFixed(1)} of ${megabytes(total)}`;
  return `${task}, ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}

function amount(done: number, unit: Progress['unit']): string {
  return unit === 'bytes' ? megabytes(done) : done.toLocaleString('en');
}

/** Decimal megabytes; one place after the point, so that what is small is not nothing. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
}
