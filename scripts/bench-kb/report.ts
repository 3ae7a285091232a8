import type { DecodeShare } from './decode-share.js';
import type { CorpusFigures } from './measure-corpus.js';
import type { OpenTimes } from './page/open-stored.js';
import { quartilesOf, whole } from '../../e2e/perf/quartiles.js';

const MISSING = '-';

/** A table with a row for each figure and a column for each corpus. */
export function corpusTable(corpora: readonly CorpusFigures[]): string {
  const row = (title: string, value: (corpus: CorpusFigures) => string): readonly string[] => [
    title,
    ...corpora.map(value),
  ];
  const perName = (bytes: number | undefined, { names }: CorpusFigures): string =>
    bytes === undefined ? MISSING : (bytes / names).toFixed(2);
  const perSecond = (milliseconds: number, { names }: CorpusFigures): string =>
    whole((1000 * names) / milliseconds);
  return table([
    row('', ({ title }) => title),
    row('names', ({ names }) => whole(names)),
    row('tokens a name', ({ tokensPerName }) => tokensPerName.toFixed(2)),
    row('nodes a name', ({ nodesPerName }) => nodesPerName.toFixed(2)),
    ...[0, 1, 2, 3].map((depth) =>
      row(`branching at depth ${depth}: mean (max)`, ({ branching }) => {
        const at = branching[depth];
        return at ? `${at.mean.toFixed(1)} (${whole(at.max)})` : MISSING;
      }),
    ),
    row('trie, bytes a name, without numbers', (of) => perName(of.bytesWithoutNumbers, of)),
    row('trie, bytes a name, with numbers', (of) => perName(of.bytes, of)),
    row('marisa-trie of UTF-8, bytes a name', (of) => perName(of.rivals.marisa?.utf8_bytes, of)),
    row('- with 8 tries in place of 3', (of) => perName(of.rivals.marisa?.utf8_bytes_8_tries, of)),
    row('marisa-trie of tokens, bytes a name', (of) => perName(of.rivals.marisa?.token_bytes, of)),
    row('dict trie, bytes a name', (of) => perName(of.rivals.dict?.bytes, of)),
    row('trie / smaller marisa-trie of the default', (of) => {
      const marisa = smallestMarisa(of);
      return marisa === null ? MISSING : (of.bytesWithoutNumbers / marisa).toFixed(2);
    }),
    row('build from strings, names a second', (of) => perSecond(of.tokeniseMs + of.arrangeMs, of)),
    row('- by processor time', (of) => perSecond(of.cpuMs, of)),
    row('- of it tokenising, names a second', (of) => perSecond(of.tokeniseMs, of)),
    row('build from ids, names a second', (of) => perSecond(of.arrangeMs, of)),
    row('marisa-trie of UTF-8, names a second', ({ rivals }) =>
      rivals.marisa ? whole(rivals.marisa.names_per_second) : MISSING,
    ),
    row('peak memory of the build / result', ({ peakBytes, bytes }) => (peakBytes / bytes).toFixed(2)),
    row('open in memory, ms', ({ openMs }) => openMs.toFixed(1)),
    row('verify, ms', ({ verifyMs }) => verifyMs.toFixed(0)),
    row('next tokens of a state, µs', ({ lookupUs }) => lookupUs.toFixed(2)),
    row('- marisa-trie in Python, µs', ({ rivals }) => rivals.marisa?.lookup_us.toFixed(1) ?? MISSING),
    row('- dict trie in Python, µs', ({ rivals }) => rivals.dict?.lookup_us.toFixed(1) ?? MISSING),
  ]);
}

/** What the trie costs beside the model, in a real search over each corpus. */
export function decodeLines(
  shares: readonly { readonly title: string; readonly share: DecodeShare }[],
): string {
  const lines = shares.map(
    ({ title, share }) =>
      `${title}: ${share.trieMs.toFixed(3)} ms of trie in a decode step of ${share.modelMs.toFixed(0)} ms ` +
      `(${((100 * share.trieMs) / (share.modelMs + share.trieMs)).toFixed(3)} %), ` +
      `${share.rows.toFixed(0)} beams, ${share.steps} steps, ${share.listed.toFixed(1)} tokens listed a beam`,
  );
  const [first] = shares;
  const last = shares.at(-1);
  if (first && last && first !== last) {
    lines.push(
      `trie work, ${last.title} / ${first.title}: ${(last.share.trieMs / first.share.trieMs).toFixed(2)}`,
    );
  }
  return lines.join('\n');
}

/** Opening from IndexedDB to the first answer. */
export function openLine(title: string, times: readonly OpenTimes[]): string {
  const median = (of: (time: OpenTimes) => number) => quartilesOf(times.map(of)).median.toFixed(0);
  return (
    `${title} from IndexedDB in Chromium: first answer after ${median((time) => time.answered)} ms ` +
    `(read and checked ${median((time) => time.read)}, opened ${median((time) => time.opened)}), n = ${times.length}`
  );
}

/** Bytes of the smaller of the two marisa-tries that are made with its default settings. */
export function smallestMarisa({ rivals: { marisa } }: CorpusFigures): number | null {
  return marisa ? Math.min(marisa.utf8_bytes, marisa.token_bytes) : null;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
