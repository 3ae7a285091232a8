/** Linking the mentions of a report as the page would, under one version of the model. */
import type { ConceptId } from '../../core/ids.js';
import { BEAMS } from '../../core/link/beams.js';
import type { LinkRequest } from '../../core/link/linker.js';
import type { Memory } from '../../core/link/memory.js';
import type { Watch } from '../../core/progress.js';
import type { EvaluationCase, EvaluationDocument } from '../../core/training/job.js';
import type { FlipSide } from '../../core/training/report.js';
import type { ModelSession } from '../session.js';

/** Candidates that are looked at: the page shows as many. */
const TOP = 5;
const NO_MEMORY: Memory = new Map<string, ReadonlyMap<ConceptId, number>>();

/** The candidates of a mention, best first. */
export interface JudgedMention {
  readonly document: EvaluationDocument;
  readonly judged: EvaluationCase;
  readonly ranked: readonly FlipSide[];
  /** Without any memory; null where only one way was asked for. */
  readonly withoutMemory: readonly FlipSide[] | null;
}

/**
 * Links every case with the version in use, in the order of the documents.
 *
 * @param mode `model`: by generation alone, without memory
 * @param onDone is told how many cases are linked
 */
export async function judgeDocuments(
  session: Pick<ModelSession, 'link'>,
  documents: readonly EvaluationDocument[],
  memory: Memory,
  mode: LinkRequest['mode'],
  {
    signal,
    ready,
    onDone,
  }: Pick<Watch, 'signal'> & {
    readonly ready: () => Promise<void>;
    readonly onDone: (cases: number) => void;
  },
): Promise<readonly JudgedMention[]> {
  const judged: JudgedMention[] = [];
  for (const document of documents) {
    const link = async (
      cases: readonly EvaluationCase[],
      remembered: Memory,
    ): Promise<readonly (readonly FlipSide[])[]> => {
      if (cases.length === 0) return [];
      await ready();
      const { text, around } = document;
      const mentions = cases.map(({ mention }) => mention);
      const linked = await session.link(
        { text, mentions, around, top: TOP, beams: BEAMS, memory: remembered, mode },
        signal ? { signal } : {},
      );
      return linked.map(({ candidates }) => candidates.map(({ conceptId, name }) => ({ conceptId, name })));
    };
    const { cases } = document;
    const isKnownByHeart = ({ part }: EvaluationCase): boolean => mode === 'model' || part === 'training';
    const alone = cases.filter((judgedCase) => isKnownByHeart(judgedCase));
    const remembering = cases.filter((judgedCase) => !isKnownByHeart(judgedCase));
    const aloneRanked = await link(alone, NO_MEMORY);
    const ranked = await link(remembering, memory);
    // The names were generated for the ranking before and are not searched for again.
    const heldOut = remembering.filter(({ part }) => part === 'held-out');
    const without = await link(heldOut, NO_MEMORY);
    for (const judgedCase of cases) {
      const isAlone = isKnownByHeart(judgedCase);
      const list = isAlone ? aloneRanked : ranked;
      const place = (isAlone ? alone : remembering).indexOf(judgedCase);
      judged.push({
        document,
        judged: judgedCase,
        ranked: list[place] ?? [],
        withoutMemory:
          judgedCase.part === 'held-out' && !isAlone ? (without[heldOut.indexOf(judgedCase)] ?? []) : null,
      });
    }
    onDone(judged.length);
  }
  return judged;
}
