import type { JudgedMention } from '../../src/core/evaluation/protocol.js';
import type { KbView } from '../../src/core/kb/view/view.js';
import type { GeneratedMention } from './generate.js';

/** One line a wrong first answer: the mention, what was said, what is right, and where the right one stood. */
export function wrongAnswers(
  kb: KbView,
  generated: readonly GeneratedMention[],
  judged: readonly JudgedMention[],
): readonly string[] {
  const nameOf = (index: number | undefined) =>
    index === undefined ? '-' : (kb.concepts.at(index)?.name ?? '-');
  return judged.flatMap(({ nil, gold, ranked, share, seen, type }, i) => {
    const [first] = ranked;
    if (nil || (first !== undefined && gold.has(first))) return [];
    const rank = ranked.findIndex((index) => gold.has(index)) + 1;
    const { text, mention } = generated[i] ?? { text: '', mention: {} };
    const words = mention.longForm === undefined ? text : `${text} (${mention.longForm})`;
    return [
      [
        type,
        seen ? 'seen' : 'unseen',
        words,
        `${nameOf(first)} ${(100 * share).toFixed(0)} %`,
        [...gold].map(nameOf).join(' / ') || 'not in the knowledge base',
        rank === 0 ? 'not ranked' : `rank ${rank}`,
      ].join('\t'),
    ];
  });
}
