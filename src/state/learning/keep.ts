/** Keeping what a run made: a version of its own, with where it comes from and what it was measured to do. */
import type { AdapterVersion } from '../../core/adapter/version.js';
import type { Sha256 } from '../../core/ids.js';
import { announce, notify, type Context } from '../context.js';
import type { JudgedRun } from './learning-state.js';
import type { RunCommands } from './run.js';
import type { VersionCommands } from './versions.js';

/**
 * Keeps the judged run under a name; returns the version's hash, or null, with a message, when it could not be kept.
 * Then the run stays as it is.
 *
 * @param isUsed it links from now on
 */
export async function keepRun(
  context: Context,
  { versions, run }: { readonly versions: VersionCommands; readonly run: Pick<RunCommands, 'forget'> },
  name: string,
  isUsed: boolean,
): Promise<Sha256 | null> {
  const { training, model } = context.store.getState();
  if (training?.stage !== 'judged') return null;
  const version = versionOf(training, name.trim() || 'Without a name', model?.id ?? '');
  if (!(await versions.add(version, training.outcome.file))) return null;
  await run.forget();
  announce(context, `${version.name} is kept.`);
  if (isUsed) await versions.use(version.hash);
  else notify(context, 'info', `${version.name} is kept. The model in use is as it was.`);
  return version.hash;
}

function versionOf({ job, outcome }: JudgedRun, name: string, baseId: string): AdapterVersion {
  const { settings, training, heldOut, lastDecision } = job;
  const { rank, alpha, targets } = settings;
  const { report, file, hash } = outcome;
  // Pairs of no known document are of one each.
  const documents = new Set([...training, ...heldOut].map(({ documentId, key }) => documentId ?? key));
  return {
    hash,
    bytes: file.byteLength,
    name,
    baseHash: job.baseHash,
    baseId,
    parent: job.parent,
    shape: { rank, alpha, targets },
    origin: 'trained',
    time: job.time,
    training: {
      settings,
      pairs: training.length,
      heldOutPairs: heldOut.length,
      replay: report.figures.replay?.mentions ?? 0,
      documents: documents.size,
      steps: report.steps,
      lastDecision,
      figures: report.figures,
    },
  };
}
