/** The text that the benchmarks link: invented for them, 250 words with its title, 10 mentions written `[words|type]`. */

const TITLE = 'An invented cohort on slowly lowering the dose in [rheumatoid arthritis|Disease]';

const BODY = [
  'Nobody in this text exists, and none of its numbers were measured; it only has the length and the shape that a',
  'reader of the literature would expect. We imagined two hundred and forty adults who had taken',
  '[methotrexate|Chemical] every week for at least three years and whose joints had been quiet for six months. Half',
  'of them went on as before, while the other half took a little less every eighth week under the eyes of a nurse. All',
  'were also given [folic acid|Chemical] on the day after the weekly tablet. The main question was whether the first',
  'group would report less [nausea|Disease] without paying for it with swollen hands. After one year, forty-one',
  'people in the slower arm and thirty-eight in the other had asked for [prednisolone|Chemical] at least once, a gap',
  'far too small to matter. Two visitors developed [interstitial lung disease|Disease], both in the arm that had',
  'changed nothing, and one of them had smoked for decades. Mild [leukopenia|Disease] came and went in nine others and',
  'needed no step beyond waiting. Among those who had switched to [leflunomide|Chemical] before the study began,',
  'raised numbers in the blood were common, although true [liver cirrhosis|Disease] was never seen on the scans. Older',
  'women asked most often about [osteoporotic fractures|Disease], which we counted afterwards',
  'from letters. Taken together, our made-up figures suggest that a careful nurse, a calendar and patience may do as',
  'much as a new tablet.',
].join(' ');

/** What `BODY` and `TITLE` are to hold; `benchmarkAbstract` checks it. */
const WORDS = 250;
const MENTIONS = 10;

export interface BenchmarkMention {
  /** In UTF-16 units, which here are code points too. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface BenchmarkAbstract {
  readonly text: string;
  readonly titleEnd: number;
  readonly mentions: readonly BenchmarkMention[];
  /** One PubTator document with its mentions given, so that it has the same ones whatever the knowledge base knows. */
  readonly pubtator: (label: string) => string;
}

/** @throws Error when the text was edited to another length */
export function benchmarkAbstract(): BenchmarkAbstract {
  const mentions: BenchmarkMention[] = [];
  let text = '';
  for (const part of `${TITLE} ${BODY}`.split(/(\[[^\]]+\])/)) {
    const [, words, type] = /^\[(.+)\|(.+)\]$/.exec(part) ?? [];
    if (words !== undefined && type !== undefined) {
      mentions.push({ start: text.length, end: text.length + words.length, type });
    }
    text += words ?? part;
  }
  const words = text.split(/\s+/).length;
  if (words !== WORDS || mentions.length !== MENTIONS) {
    throw new Error(
      `The benchmark's text has ${words} words and ${mentions.length} mentions. Nothing was measured. ` +
        `Give it ${WORDS} words and ${MENTIONS} mentions again.`,
    );
  }
  const titleEnd = TITLE.replace(/\[(.+)\|.+\]/, '$1').length;
  return {
    text,
    titleEnd,
    mentions,
    pubtator: (label) =>
      [
        `${label}|t|${text.slice(0, titleEnd)}`,
        `${label}|a|${text.slice(titleEnd + 1)}`,
        ...mentions.map(({ start, end, type }) =>
          [label, start, end, text.slice(start, end), type].join('\t'),
        ),
        '',
      ].join('\n'),
  };
}
