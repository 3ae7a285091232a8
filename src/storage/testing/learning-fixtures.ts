import { createHash } from 'node:crypto';
import type { AdapterVersion } from '../../core/adapter/version.js';
import { createAdapter } from '../../core/adapter/adapter.js';
import type { ConceptId, Sha256 } from '../../core/ids.js';
import type { ImportedPair } from '../../core/preference/imported-pair.js';
import type { Checkpoint } from '../../core/training/checkpoint.js';
import type { TrainingJob } from '../../core/training/job.js';
import { DEFAULT_TRAINING } from '../../core/training/settings.js';

const SHAPE = { rank: 2, alpha: 4, targets: ['first-feed-forward'] } as const;

/** A version and its file, which need not be an adapter to be kept. */
export function versionOf(
  words: string,
  time = '2026-11-29T10:00:00.000Z',
): { readonly version: AdapterVersion; readonly file: Uint8Array } {
  const file = new TextEncoder().encode(words);
  const version: AdapterVersion = {
    hash: createHash('sha256').update(file).digest('hex') as Sha256,
    bytes: file.length,
    name: `Version of ${words}`,
    baseHash: 'ab'.repeat(32) as Sha256,
    baseId: 'tiny',
    parent: null,
    shape: SHAPE,
    origin: 'imported',
    time,
    training: null,
  };
  return { version, file };
}

export function jobOf(id: string): TrainingJob {
  return {
    id,
    time: '2026-11-29T10:00:00.000Z',
    settings: DEFAULT_TRAINING,
    baseHash: 'ab'.repeat(32) as Sha256,
    parent: null,
    training: [],
    heldOut: [],
    documents: [],
    memory: new Map([['a cold', new Map([['C1' as ConceptId, 2]])]]),
    lastDecision: 0,
  };
}

export function checkpointOf(step: number): Checkpoint {
  const adapter = createAdapter({ width: 3, decoderLayers: 1, decoderFfn: 4 }, SHAPE, step);
  return {
    step,
    adapter,
    firstMoment: Float32Array.from([step, 1]),
    secondMoment: Float32Array.from([step, 2]),
    best: { step, loss: 0.5, adapter },
    curve: [],
    seconds: step,
    looksWithoutGain: 0,
  };
}

export function importedPair(key: string, mentionText = 'a cold'): ImportedPair {
  return { key, mentionText, file: 'pairs.jsonl' } as unknown as ImportedPair;
}
