import type { AdapterVersion } from '../../../core/adapter/version.js';
import { nameOfVersion } from '../../../state/learning/version-names.js';
import { useAppState } from '../../app-context.js';
import { counted } from '../../counted.js';
import { FiguresTable } from '../report/FiguresTable.js';
import { lossName, targetNames } from '../settings-words.js';

/** Where a version comes from, what it was trained with, and its figures. */
export function VersionDetails({ version }: { readonly version: AdapterVersion }) {
  const { hash, parent, baseId, shape, training } = version;
  const names = useAppState((state) =>
    [...lineageOf(state.versions, parent).map((each) => nameOfVersion(state, each)), baseId].join(' ← '),
  );
  return (
    <>
      <dl className="facts">
        <dt>Goes on from</dt>
        <dd>{names}</dd>
        <dt>Adapts</dt>
        <dd>
          {targetNames(shape.targets)}; rank {shape.rank}, alpha {shape.alpha}
        </dd>
        {training && (
          <>
            <dt>Trained on</dt>
            <dd>
              {counted(training.pairs, 'pair')} of {counted(training.documents, 'document')};{' '}
              {counted(training.heldOutPairs, 'pair')} held out
            </dd>
            <dt>By</dt>
            <dd>
              {lossName(training.settings.loss)}, {counted(training.settings.epochs, 'epoch')},{' '}
              {counted(training.steps, 'step')}, learning rate {training.settings.rate}, seed{' '}
              {training.settings.seed}
            </dd>
          </>
        )}
        <dt>Hash</dt>
        <dd className="kb-hash">{hash}</dd>
      </dl>
      {training && <FiguresTable figures={training.figures} />}
    </>
  );
}

/** From the nearest to the one that began at the base model; ends at one that is not here any more. */
function lineageOf(
  versions: readonly AdapterVersion[],
  parent: AdapterVersion['parent'],
): readonly NonNullable<AdapterVersion['parent']>[] {
  const line: NonNullable<AdapterVersion['parent']>[] = [];
  for (let at = parent; at !== null && !line.includes(at);) {
    line.push(at);
    const current = at;
    at = versions.find(({ hash }) => hash === current)?.parent ?? null;
  }
  return line;
}
