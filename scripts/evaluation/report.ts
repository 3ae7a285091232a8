import { scoresOf, type JudgedMention, type Scores } from '../../src/core/evaluation/protocol.js';

/** What one run of one mode measured. */
export interface Run {
  readonly corpus: string;
  readonly kb: string;
  readonly mode: 'model' | 'system';
  readonly judged: readonly JudgedMention[];
  readonly seconds: number;
}

const COLUMNS: readonly (readonly [keyof Scores, string])[] = [
  ['mentions', 'mentions'],
  ['top1', 'top-1'],
  ['top5', 'top-5'],
  ['nameTop1', 'name top-1'],
  ['seenTop1', 'seen'],
  ['unseenTop1', 'unseen'],
  ['nilPrecision', 'NIL P'],
  ['nilRecall', 'NIL R'],
];

/** The protocol's table: one row for all mentions and one a type. */
export function tableOf(run: Run): string {
  const types = [...new Set(run.judged.map((mention) => mention.type))].sort();
  const rows = [
    ['all', scoresOf(run.judged)] as const,
    ...types.map((type) => [type, scoresOf(run.judged.filter((mention) => mention.type === type))] as const),
  ];
  const lines = [
    ['type', ...COLUMNS.map(([, title]) => title)],
    ...rows.map(([type, scores]) => [type, ...COLUMNS.map(([key]) => figure(scores[key], key))]),
  ];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? [];
  const body = lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const error = scoresOf(run.judged).calibrationError;
  return [
    `${run.mode}: ${run.corpus} against ${run.kb}, ${run.seconds.toFixed(0)} s`,
    ...body,
    `expected calibration error of the first share: ${error === null ? '-' : error.toFixed(3)}`,
  ].join('\n');
}

/** The machine-readable line. */
export function jsonOf(run: Run): string {
  const scores = scoresOf(run.judged);
  const rounded = (value: number | null): number | null =>
    value === null ? null : Math.round(value * 100) / 100;
  return JSON.stringify({
    corpus: run.corpus,
    kb: run.kb,
    mode: run.mode,
    mentions: scores.mentions,
    top1: rounded(scores.top1),
    top5: rounded(scores.top5),
    name_top1: rounded(scores.nameTop1),
    seen_top1: rounded(scores.seenTop1),
    unseen_top1: rounded(scores.unseenTop1),
    nil_precision: rounded(scores.nilPrecision),
    nil_recall: rounded(scores.nilRecall),
    seconds: Math.round(run.seconds * 10) / 10,
  });
}

function figure(value: number | null, key: keyof Scores): string {
  if (value === null) return '-';
  return key === 'mentions' ? String(value) : value.toFixed(1);
}
