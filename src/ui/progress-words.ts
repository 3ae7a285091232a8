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

/** Decimal megabytes with one place after the point; kilobytes where that would be nothing. */
export function megabytes(bytes: number): string {
  if (bytes > 0 && bytes < 50_000) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
}
