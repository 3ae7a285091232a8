/** The mentions of a report under one version, and two versions side by side. */
import type { Progress } from '../../core/progress.js';
import { textOf } from '../../core/text/span.js';
import type { EvaluationDocument, TrainingJob } from '../../core/training/job.js';
import type { JudgedCase } from '../../core/training/judged-case.js';
import type { ModelSession, SessionVersion } from '../session.js';
import { judgeDocuments, type JudgedMention } from './judge-documents.js';

export interface ToJudge extends Pick<TrainingJob, 'documents' | 'memory'> {
  /** By generation alone. */
  readonly replay: readonly EvaluationDocument[];
}

export interface JudgeParts {
  readonly session: ModelSession;
  readonly onProgress: (progress: Progress) => void;
  readonly ready: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** What is judged, under one version. */
export interface Judged {
  readonly documents: readonly JudgedMention[];
  readonly replay: readonly JudgedMention[];
}

/** Links everything that a report is about with one version; null is the base model. The version stays on the session. */
export async function judgeVersion(
  version: SessionVersion | null,
  task: string,
  { documents: decided, memory, replay }: ToJudge,
  { session, signal, ready, onProgress }: JudgeParts,
): Promise<Judged> {
  await session.useVersion(version);
  const count = (documents: readonly EvaluationDocument[]): number =>
    documents.reduce((sum, { cases }) => sum + cases.length, 0);
  const total = count(decided) + count(replay);
  const watch = (before: number) => ({
    signal,
    ready,
    onDone: (cases: number) => onProgress({ task, done: before + cases, total, unit: 'mentions' }),
  });
  onProgress({ task, done: 0, total, unit: 'mentions' });
  const documents = await judgeDocuments(session, decided, memory, 'system', watch(0));
  return {
    documents,
    replay: await judgeDocuments(session, replay, memory, 'model', watch(documents.length)),
  };
}

/** Rankings before and after, side by side: both are of the same mentions in the same order. */
export function sideBySide(
  before: readonly JudgedMention[],
  after: readonly JudgedMention[],
): readonly JudgedCase[] {
  return before.map(({ document, judged, ranked, withoutMemory }, i): JudgedCase => {
    const { mention, part, gold } = judged;
    const other = after[i];
    return {
      documentId: document.documentId,
      mentionId: mention.id,
      part,
      text: textOf(document.text, mention.span),
      gold,
      before: ranked,
      after: other?.ranked ?? [],
      withoutMemory: withoutMemory && { before: withoutMemory, after: other?.withoutMemory ?? [] },
    };
  });
}
