import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useNodeBackend } from '../../scripts/node-backend.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import { tablesOf } from '../core/kb/array-tables.js';
import { createConcept } from '../core/kb/knowledge-base.js';
import type { KbTables } from '../core/kb/tables.js';
import type { LinkRequest } from '../core/link/linker.js';
import { createMentionFinder } from '../core/mention/finder.js';
import { buildNameIndex } from '../core/mention/name-index.js';
import type { Overlay, Project } from '../core/project/project.js';
import { NO_OVERLAY, startingProject, wholeKb } from '../core/project/scopes.js';
import { ModelSession, type SessionParts } from './session.js';
import { sourceOf } from './testing/hugging-face.js';
import {
  kbHash,
  tables,
  text,
  tinyFiles,
  tinyReader,
  wholeProject,
  type TinyFiles,
} from './testing/tiny-session.js';

let files: TinyFiles;

beforeAll(async () => {
  files = await tinyFiles();
});

const modelSource = (keepOnly: (hashes: readonly Sha256[]) => Promise<void> = () => Promise.resolve()) => ({
  ...sourceOf(files),
  keepOnly,
});

/** Reads knowledge bases from memory, watched. */
const readFrom = (kbs: ReadonlyMap<Sha256, KbTables>) => vi.fn(tinyReader(files, kbs));

function modelSession(
  readKb: SessionParts['readKb'] = readFrom(new Map([[kbHash, tables]])),
  pause = () => Promise.resolve(),
): ModelSession {
  return new ModelSession({ useBackend: () => useNodeBackend('cpu'), readKb, pause });
}

const request: LinkRequest = {
  text,
  mentions: createMentionFinder(buildNameIndex(tables))(text),
  top: 5,
  beams: 4,
  memory: new Map(),
  mode: 'system',
};

describe('ModelSession', () => {
  it('links mentions to concepts by names that it generates', async () => {
    const model = modelSession();
    const keepOnly = vi.fn(() => Promise.resolve());
    const loaded = await model.load(modelSource(keepOnly), null, {});
    expect(loaded).toMatchObject({ id: 'tiny', backend: 'cpu' });
    expect(keepOnly).toHaveBeenCalledOnce();
    expect(await model.useProject(wholeProject)).toEqual({ nameCount: 12 });
    const linked = await model.link(request, {});
    expect(linked.map(({ mentionId }) => mentionId)).toEqual(request.mentions.map(({ id }) => id));
    const [first, second] = linked;
    expect(first?.candidates[0]).toMatchObject({ conceptId: 'X3', evidence: { exact: true }, kbHash });
    expect(second?.candidates[0]).toMatchObject({ conceptId: 'X0', evidence: { exact: true }, kbHash });
    // The other candidates were generated: real concepts, by real names.
    expect(first?.candidates.length).toBeGreaterThan(1);
    for (const { conceptId, conceptName } of first?.candidates ?? []) {
      expect(tables.concepts.at(tables.concepts.indexOf(conceptId))?.name).toBe(conceptName);
    }
  });

  it('tags mentions by the head that came with the model, and holds no tensor after', async () => {
    const model = modelSession();
    const head = ['mention-head.json', 'mention-head.bin'].map(
      async (name) =>
        [name, await readFile(new URL(`mention-head/golden/${name}`, import.meta.url))] as const,
    );
    const withHead = { ...modelSource(), ...sourceOf(new Map([...files, ...(await Promise.all(head))])) };
    await model.load(withHead, null, {});
    const found = await model.tag({ text, known: [] }, {});
    expect(found?.length).toBeGreaterThan(0);
    const before = tf.memory().numTensors;
    expect(await model.tag({ text, known: [] }, {})).toEqual(found);
    expect(tf.memory().numTensors).toBe(before);
    await model.load(modelSource(), null, {});
    expect(await model.tag({ text, known: [] }, {})).toBeNull();
  });

  it('follows the project: names are added, blocked and filtered without reading anything again', async () => {
    const readKb = readFrom(new Map([[kbHash, tables]]));
    const model = modelSession(readKb);
    await model.load(modelSource(), null, {});
    const idsIn = async (project: Project) => {
      await model.useProject(project);
      const [first] = await model.link({ ...request, beams: 8 }, {});
      return first?.candidates.map(({ conceptId }) => conceptId) ?? [];
    };
    const overlay = (more: Partial<Overlay>): Project => ({
      ...wholeProject,
      overlay: { ...NO_OVERLAY, ...more },
    });
    expect((await idsIn(wholeProject))[0]).toBe('X3');
    const synonym = { conceptId: 'X5' as ConceptId, name: 'Dry Cold', scope: 'exact' } as const;
    const blocked = { conceptId: 'X3' as ConceptId, name: 'dry cold' };
    expect(await idsIn(overlay({ synonyms: [synonym] }))).toEqual(expect.arrayContaining(['X3', 'X5']));
    expect((await idsIn(overlay({ synonyms: [synonym], blocked: [blocked] })))[0]).toBe('X5');
    const use = { ...wholeKb(kbHash), branches: ['X1', 'X2'] as ConceptId[] };
    const filtered = await idsIn({ ...wholeProject, scopes: [{ type: 'Disease', kbs: [use] }] });
    expect([...filtered].sort()).toEqual(['X1', 'X2']);
    expect((await idsIn(wholeProject))[0]).toBe('X3');
    expect(readKb).toHaveBeenCalledOnce();
  });

  it('reads only what a project has more than the one before, and stays with that one when it cannot', async () => {
    const other = 'b'.repeat(64) as Sha256;
    const readKb = readFrom(
      new Map([
        [kbHash, tables],
        [other, tablesOf([createConcept({ id: 'Y0' as ConceptId, name: 'Dry cold', group: 'Disease' })])],
      ]),
    );
    const model = modelSession(readKb);
    await model.load(modelSource(), null, {});
    await model.useProject(wholeProject);
    const both: Project = {
      ...wholeProject,
      scopes: [
        { type: 'Disease', kbs: [wholeKb(other), wholeKb(kbHash)] },
        { type: 'Eye', kbs: [wholeKb(other)] },
      ],
    };
    expect(await model.useProject(both)).toEqual({ nameCount: 13 });
    expect(readKb.mock.calls.map(([wanted]) => wanted.kbHash)).toEqual([kbHash, other]);
    const eye = request.mentions.map((mention) => ({ ...mention, type: 'Eye' }));
    const [first] = await model.link({ ...request, mentions: eye }, {});
    expect(first?.candidates.map(({ conceptId }) => conceptId)).toEqual(['Y0']);
    const missing = startingProject('c'.repeat(64) as Sha256);
    await expect(model.useProject(missing)).rejects.toMatchObject({ kind: 'kb-missing' });
    const [again] = await model.link({ ...request, mentions: eye }, {});
    expect(again).toEqual(first);
  });

  it('says what is missing when it is asked too early', async () => {
    const model = modelSession();
    await expect(model.useProject(wholeProject)).rejects.toMatchObject({ kind: 'kb-missing' });
    await model.load(modelSource(), null, {});
    await expect(model.link(request, {})).rejects.toMatchObject({ kind: 'kb-missing' });
    await expect(model.useProject(startingProject('0'.repeat(64) as Sha256))).rejects.toMatchObject({
      kind: 'kb-missing',
    });
  });

  it('lets a cancel arrive between steps and can link again after it', async () => {
    const controller = new AbortController();
    const pause = vi.fn(() => {
      controller.abort();
      return Promise.resolve();
    });
    const model = modelSession(undefined, pause);
    await model.load(modelSource(), null, {});
    await model.useProject(wholeProject);
    await expect(model.link(request, { signal: controller.signal })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(pause).toHaveBeenCalled();
    expect(await model.link(request, {})).toHaveLength(2);
  });

  it('frees the model before when another is loaded, even while it links', async () => {
    const model = modelSession();
    await model.load(modelSource(), null, {});
    const tensors = tf.memory().numTensors;
    await model.useProject(wholeProject);
    const linking = model.link(request, {});
    const loading = model.load(modelSource(), null, {});
    expect(await linking).toHaveLength(2);
    await loading;
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
