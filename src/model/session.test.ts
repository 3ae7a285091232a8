import 'fake-indexeddb/auto';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useNodeBackend } from '../../scripts/node-backend.js';
import { SeraphError } from '../core/errors.js';
import { sha256 } from '../core/hash/sha256.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import { createConcept, exactSynonyms, type Concept, type KbFiles } from '../core/kb/knowledge-base.js';
import type { LinkRequest } from '../core/link/linker.js';
import { checkNameCount, parseKbFile, serialiseKbFile } from '../formats/kb-file.js';
import { openDatabase } from '../storage/database.js';
import { KbSession } from '../storage/kb-session.js';
import { obtainKbFiles } from '../storage/kb-store.js';
import { ShardStore } from '../storage/shard-store.js';
import { freshIndexedDb } from '../storage/testing/fixtures.js';
import { ModelSession } from './session.js';
import { goldenFolder } from './testing/golden-folder.js';
import { convertInMemory, sourceOf } from './testing/hugging-face.js';

const concepts: Concept[] = ['Acid fever', 'Base fever', 'Cold', 'Dry cold', 'Eel pox', 'Fox pox'].map(
  (name, index) =>
    createConcept({
      id: `X${index}` as ConceptId,
      name,
      synonyms: exactSynonyms([`${name} syndrome`], name),
      group: 'Disease',
      aliases: [`OLD${index}` as ConceptId],
    }),
);
const INFO = {
  id: 't',
  title: 't',
  version: '1',
  source: '',
  licence: '',
  attribution: '',
  linkTemplate: '',
};
const kbFile = new Uint8Array(serialiseKbFile(INFO, concepts));
const text = 'She had a dry cold and then acid fever.';

let files: Map<string, Uint8Array>;
let kbHash: Sha256;
let shards: ShardStore;

beforeAll(async () => {
  files = await convertInMemory(goldenFolder('tiny-beam'), { f32: true });
  kbHash = await sha256(kbFile);
});
beforeEach(async () => {
  freshIndexedDb();
  shards = new ShardStore(await openDatabase());
});

const modelSource = (keepOnly: (hashes: readonly Sha256[]) => Promise<void> = () => Promise.resolve()) => ({
  ...sourceOf(files),
  keepOnly,
});

const kbSourceOf = () => ({
  expectedHash: () => Promise.resolve(kbHash),
  tokenizer: () => Promise.resolve(files.get('tokenizer.json') ?? new Uint8Array()),
  file: () => Promise.resolve(kbFile),
});

function kbSession(openShards = () => Promise.resolve(shards)): KbSession {
  return new KbSession({ parse: parseKbFile, checkNameCount }, openShards);
}

function modelSession(
  ask: (hash: Sha256) => KbFiles | null = () => null,
  pause = () => Promise.resolve(),
  stored: ShardStore | null = shards,
): ModelSession {
  return new ModelSession({
    useBackend: () => useNodeBackend('cpu'),
    kbFiles: (wanted) => obtainKbFiles(stored, wanted, (hash) => Promise.resolve(ask(hash))),
    parseKb: parseKbFile,
    pause,
  });
}

function request(kb: KbSession): LinkRequest {
  return { text, mentions: kb.findMentions(text), top: 5, beams: 4, memory: new Map(), mode: 'system' };
}

describe('the two sessions together', () => {
  it('link the mentions that one finds to the concepts that the other generates', async () => {
    const kb = kbSession();
    await kb.open(kbSourceOf(), {});
    const model = modelSession();
    const keepOnly = vi.fn(() => Promise.resolve());
    const loaded = await model.load(modelSource(keepOnly), null, {});
    expect(loaded).toMatchObject({ id: 'tiny', backend: 'cpu' });
    expect(keepOnly).toHaveBeenCalledOnce();
    expect(await model.useKb(kbHash)).toEqual({ nameCount: 12 });
    const asked = request(kb);
    expect(asked.mentions.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'dry cold',
      'acid fever',
    ]);
    const linked = await model.link(asked, {});
    expect(linked.map(({ mentionId }) => mentionId)).toEqual(asked.mentions.map(({ id }) => id));
    const [first, second] = linked;
    expect(first?.candidates[0]).toMatchObject({ conceptId: 'X3', evidence: { exact: true } });
    expect(second?.candidates[0]).toMatchObject({ conceptId: 'X0', evidence: { exact: true } });
    // The other candidates were generated: real concepts, by real names.
    expect(first?.candidates.length).toBeGreaterThan(1);
    for (const candidate of first?.candidates ?? []) {
      expect(kb.concepts([candidate.conceptId])[0]?.name).toBe(candidate.conceptName);
    }
  });

  it('hand the bytes over when storage is refused', async () => {
    const refused = () => Promise.reject(new SeraphError('storage-unavailable', 'Refused. Safe. Allow it.'));
    const kb = kbSession(refused);
    expect((await kb.open(kbSourceOf(), {})).notice).toMatch(/refuses storage/);
    const model = modelSession((hash) => kb.handOver(hash), undefined, null);
    await model.load(modelSource(), null, {});
    expect(await model.useKb(kbHash)).toEqual({ nameCount: 12 });
    expect(await model.link(request(kb), {})).toHaveLength(2);
    expect(kb.handOver('0'.repeat(64) as Sha256)).toBeNull();
  });
});

describe('ModelSession', () => {
  it('says what is missing when it is asked too early', async () => {
    const kb = kbSession();
    expect(() => kb.findMentions(text)).toThrow(/No knowledge base is open yet/);
    await kb.open(kbSourceOf(), {});
    const model = modelSession();
    await expect(model.useKb(kbHash)).rejects.toMatchObject({ kind: 'kb-missing' });
    await model.load(modelSource(), null, {});
    await expect(model.link(request(kb), {})).rejects.toMatchObject({ kind: 'kb-missing' });
    await expect(model.useKb('0'.repeat(64) as Sha256)).rejects.toMatchObject({ kind: 'kb-missing' });
  });

  it('lets a cancel arrive between steps and can link again after it', async () => {
    const kb = kbSession();
    await kb.open(kbSourceOf(), {});
    const controller = new AbortController();
    const pause = vi.fn(() => {
      controller.abort();
      return Promise.resolve();
    });
    const model = modelSession(undefined, pause);
    await model.load(modelSource(), null, {});
    await model.useKb(kbHash);
    await expect(model.link(request(kb), { signal: controller.signal })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(pause).toHaveBeenCalled();
    expect(await model.link(request(kb), {})).toHaveLength(2);
  });

  it('frees the model before when another is loaded, even while it links', async () => {
    const kb = kbSession();
    await kb.open(kbSourceOf(), {});
    const model = modelSession();
    await model.load(modelSource(), null, {});
    const tensors = tf.memory().numTensors;
    await model.useKb(kbHash);
    const linking = model.link(request(kb), {});
    const loading = model.load(modelSource(), null, {});
    expect(await linking).toHaveLength(2);
    await loading;
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
