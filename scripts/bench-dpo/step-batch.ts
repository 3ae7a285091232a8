/** Eight preference pairs to time a step on: names of a knowledge base in sentences that were made up for it. */
import type { MentionId } from '../../src/core/ids.js';
import { namesOf, type KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { normaliseName } from '../../src/core/kb/normalise-name.js';
import { spanOf } from '../../src/core/text/span.js';
import type { TrainingExample } from '../../src/core/training/job.js';
import type { PreparedExample } from '../../src/core/training/preference-model.js';
import type { TrainingSettings } from '../../src/core/training/settings.js';

/** What both sides of the comparison read: the same pieces, the same settings. */
export interface StepBatch {
  /** Folder of the Seraph model; PyTorch has the folder that it was exported to. */
  readonly model: string;
  readonly examples: readonly PreparedExample[];
  readonly settings: TrainingSettings;
  /** Fills rows up; attention never looks at it. */
  readonly pad: number;
}

export const PAIRS = 8;

/** Words before a mention and after it: some 25 a side, as much as the model reads around most mentions. */
const SENTENCES: readonly (readonly [before: string, after: string])[] = [
  [
    'We followed forty families in which at least two sisters had fallen ill before the age of thirty, and asked whether',
    'was more frequent among those who lived near the harbour than among relatives who had moved inland as children.',
  ],
  [
    'None of the nine volunteers had taken the medicine for longer than a month when the first signs of',
    'were noticed by the nurse who weighed them every Friday, and the trial was stopped on the following day.',
  ],
  [
    'In mice that were kept in the dark for six weeks the usual treatment did nothing against',
    'although the same dose had cured all animals of the group that was housed beside the window.',
  ],
  [
    'The second patient, a retired teacher, had a daughter and a nephew with',
    'and agreed that their blood be sent to the laboratory together with his own and that of his wife.',
  ],
  [
    'Earlier surveys of the valley had counted children with a cough only, so that mild forms of',
    'were missed; we therefore visited every household twice, once in winter and once after the harvest.',
  ],
  [
    'Carriers of one copy of the variant were healthy, while those with two copies developed',
    'between their second and fourth birthday, mostly after a fever that had kept them in bed for days.',
  ],
  [
    'After the well was closed, new cases became rare within a year, which is hard to explain if',
    'is passed on by contact alone, as the physicians of the town had believed since the great flood.',
  ],
  [
    'Of the three tests that we compared, the oldest was the only one that told',
    'apart from conditions that look alike under the microscope, and it costs less than a loaf of bread.',
  ],
];

/** Names of ordinary length, in characters. */
const LENGTHS = { least: 8, most: 45 };

/**
 * Concepts with two names or more, evenly spread over the knowledge base: one name stands in the sentence, another is
 * chosen, and the next concept's is rejected.
 */
export function stepExamples({ concepts }: Pick<KnowledgeBase, 'concepts'>): readonly TrainingExample[] {
  const named = concepts.flatMap((concept) => {
    const names = [...new Set(namesOf(concept).map(normaliseName))].filter(
      ({ length }) => length >= LENGTHS.least && length <= LENGTHS.most,
    );
    const [chosen, said] = names;
    return chosen !== undefined && said !== undefined ? [{ chosen, said }] : [];
  });
  if (named.length < PAIRS) {
    throw new Error(
      `The knowledge base has ${named.length} concepts with two names of ordinary length. Nothing was measured. ` +
        `Give one with at least ${PAIRS}.`,
    );
  }
  const at = (pair: number) => named[Math.floor((pair * named.length) / PAIRS) % named.length];
  return SENTENCES.map(([before, after], pair) => {
    const { said, chosen } = at(pair) ?? { said: '', chosen: '' };
    const start = before.length + 1;
    return {
      key: `${pair}`,
      text: `${before} ${said} ${after}`,
      mention: {
        id: `${pair}` as MentionId,
        span: spanOf(start, start + said.length),
        type: 'Disease',
        origin: 'file',
      },
      chosen,
      rejected: at(pair + 1)?.chosen ?? '',
      weight: 1,
    };
  });
}
