/** Figures of a report in words. */
import type { Estimate } from '../../core/training/report.js';

/** "81.2 %" */
export function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

/** The interval of 95 % in percent: "76.0 to 86.1". */
export function interval({ lower, upper }: Estimate): string {
  return `${lower.toFixed(1)} to ${upper.toFixed(1)}`;
}

/** A difference in points, its sign always written: "+2.4". */
export function points(value: number): string {
  const rounded = value.toFixed(1);
  if (Number(rounded) === 0) return '0.0';
  return value > 0 ? `+${rounded}` : rounded.replace('-', '−');
}

/** A length of time: "45 s", "12 min", "1.5 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** The first digits of a hash, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** "29 Nov", in the time of this machine. */
export function day(time: string): string {
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

/** "29 Nov 2026, 14:05", in the time of this machine. */
export function dayAndTime(time: string): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
