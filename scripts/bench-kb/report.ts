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
    row('build from strings, names a second', (of) => perSecond(of.tokenise.wall + of.arrange.wall, of)),
    row('- by processor time', (of) => perSecond(of.tokenise.cpu + of.arrange.cpu, of)),
    row('- of it tokenising, by processor time', (of) => perSecond(of.tokenise.cpu, of)),
    row('build from ids, names a second', (of) => perSecond(of.arrange.wall, of)),
    row('- by processor time', (of) => perSecond(of.arrange.cpu, of)),
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
  const row = (title: string, value: (share: DecodeShare) => string): readonly string[] => [
    title,
    ...shares.map(({ share }) => value(share)),
  ];
  const lines = [
    table([
      ['a decode step', ...shares.map(({ title }) => title)],
      row('steps, beams in each', ({ steps, rows }) => `${steps}, ${rows.toFixed(0)}`),
      row('model, ms', ({ modelMs }) => modelMs.toFixed(0)),
      row('trie: tokens listed, ms', ({ trieMs }) => trieMs.toFixed(3)),
      row('- of the step, %', ({ trieMs, modelMs }) => ((100 * trieMs) / (modelMs + trieMs)).toFixed(4)),
      row('- with emptied caches, ms', ({ coldMs }) => coldMs.toFixed(3)),
      row('tokens listed a beam', ({ listed }) => listed.toFixed(1)),
      row('- time for each, ns', ({ trieMs, rows, listed }) => ((1e6 * trieMs) / (rows * listed)).toFixed(2)),
      row('best of them chosen, ms', ({ chooseMs }) => chooseMs.toFixed(3)),
    ]),
  ];
  const [first] = shares;
  const last = shares.at(-1);
  if (first && last && first !== last) {
    const ratio = (of: (share: DecodeShare) => number): string =>
      (of(last.share) / of(first.share)).toFixed(2);
    lines.push(
      `trie work, ${last.title} / ${first.title}: ${ratio(({ trieMs }) => trieMs)}; ` +
        `with emptied caches ${ratio(({ coldMs }) => coldMs)}; tokens listed ${ratio(({ listed }) => listed)}`,
    );
  }
  return lines.join('\n');
}

/** How generated names branch beside the real ones that they are made of. */
export function branchingTable(
  rows: readonly { readonly title: string; readonly names: number; readonly means: readonly number[] }[],
): string {
  return table([
    ['mean branching', 'names', ...(rows[0]?.means ?? []).map((_, depth) => `depth ${depth}`)],
    ...rows.map(({ title, names, means }) => [
      title,
      whole(names),
      ...means.map((mean, depth) => mean.toFixed(depth === 0 ? 0 : 1)),
    ]),
  ]);
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
