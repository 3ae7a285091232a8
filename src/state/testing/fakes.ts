/** In-memory stand-ins for the outside world; never part of the app. */
import type { ConceptId, DocumentId, Sha256, Utf16Offset } from '../../core/ids.js';
import { sha256 } from '../../core/hash/sha256.js';
import { createConcept, exactSynonyms, type Concept } from '../../core/kb/knowledge-base.js';
import type { InstalledKb } from '../../core/kb/import.js';
import type { OfferedKb } from '../../core/kb/offered.js';
import { kbsInUse } from '../../core/project/scopes.js';
import { projectHashOf } from '../../core/project/view-hash.js';
import { mentionIdOf } from '../../core/mention/mention-id.js';
import type { Candidate, LinkRequest } from '../../core/link/linker.js';
import type { Mention, SourceDocument } from '../../core/text/document.js';
import { spanOf } from '../../core/text/span.js';
import { createRandom } from '../../core/random.js';
import type { KbApi, LoadedModel, ModelApi, TrainingApi } from '../../rpc/protocol.js';
import { memoryLearning } from '../../storage/learning/learning-repositories.js';
import { memoryJournal, MemoryDocumentRepository, MemorySettingsRepository } from '../../storage/memory.js';
import type { CallOptions } from '../../rpc/client.js';
import { SeraphError } from '../../core/errors.js';
import type { RespawningClient } from '../../rpc/respawning-client.js';
import type { OtherTabs, Services } from '../services.js';

type Answers<Api extends { [M in keyof Api]: { params: unknown; result: unknown } }> = {
  [M in keyof Api]: (params: Api[M]['params'], options: CallOptions) => Promise<Api[M]['result']>;
};

/** A client whose answers are functions, and whose worker dies when told. */
export function fakeClient<Api extends { [M in keyof Api]: { params: unknown; result: unknown } }>(
  answers: Answers<Api>,
): RespawningClient<Api> & { readonly die: (error: SeraphError) => void } {
  const listeners: ((error: SeraphError) => void)[] = [];
  return {
    call: (method, params, options = {}) => answers[method](params, options),
    onDeath: (listener) => void listeners.push(listener),
    die: (error) => listeners.forEach((listener) => listener(error)),
  };
}

const NAMES = ['Brenna Fever', 'Oxen Palsy', 'Lutal Anaemia', 'Corvane', 'Teral Syndrome', 'Misk Disease'];

export const concepts: readonly Concept[] = NAMES.map((name, index) =>
  createConcept({
    id: `D00${index}` as ConceptId,
    name,
    synonyms: exactSynonyms([`${name}s`, `Familial ${name}`], name),
    trees: [`C10.${index}`],
    group: name === 'Corvane' ? 'Chemical' : 'Disease',
  }),
);

/** Five candidates per mention, the concept whose name it is first. */
export function candidatesFor(text: string): readonly Candidate[] {
  const first = concepts.findIndex(({ name }) => name.toLowerCase() === text.toLowerCase());
  const order = [Math.max(0, first), 0, 1, 2, 3, 4, 5];
  return [...new Set(order)].slice(0, 5).flatMap((index, rank) => {
    const concept = concepts[index];
    if (!concept) return [];
    return {
      conceptId: concept.id,
      conceptName: concept.name,
      name: concept.name.toLowerCase(),
      kbHash,
      share: rank === 0 ? (first < 0 ? 0.4 : 0.9) : 0.02,
      evidence: { generated: -0.1 * (rank + 1), exact: rank === 0, abbreviation: false, remembered: 0 },
    };
  });
}

/** Every fake name in the text is a mention. */
export function findMentions(text: string): readonly Mention[] {
  const found = concepts.flatMap(({ name, group }) =>
    [...text.toLowerCase().matchAll(new RegExp(name.toLowerCase(), 'g'))].map(({ index }): Mention => ({
      id: mentionIdOf(spanOf(index, index + name.length)),
      span: spanOf(index, index + name.length),
      type: group,
      origin: 'dictionary',
    })),
  );
  return found.sort((a, b) => a.span.start - b.span.start);
}

export const kbHash = 'a'.repeat(64) as Sha256;
export const modelHash = 'b'.repeat(64) as Sha256;
export const importedHash = 'c'.repeat(64) as Sha256;

const INFO = {
  id: 'fake',
  title: 'Fake names',
  version: '1',
  source: 'invented',
  licence: 'CC0-1.0',
  conceptCount: concepts.length,
  nameCount: concepts.length * 3,
};

/** The starter, as the library offers it. */
export const offeredKb: OfferedKb = { ...INFO, url: 'kb/fake.kb.gz', hash: kbHash, bytes: 1000, groups: {} };

export function installedKb(part: Partial<InstalledKb> = {}): InstalledKb {
  return {
    hash: kbHash,
    info: { ...INFO, attribution: '', linkTemplate: 'https://example.org/{id}' },
    origin: 'library',
    bytes: 1000,
    installedAt: '2026-01-01T00:00:00.000Z',
    groups: { Disease: 5, Chemical: 1 },
    skipped: [],
    ...part,
  };
}

/** @param installed what is in the browser at first */
export function kbAnswers(installed: readonly InstalledKb[] = []): Answers<KbApi> {
  let kept = installed;
  const keep = (kb: InstalledKb): InstalledKb => {
    kept = [...kept.filter(({ hash }) => hash !== kb.hash), kb];
    return kb;
  };
  const placed = (found: readonly Concept[]) => found.map((concept) => ({ ...concept, kbHash }));
  return {
    offered: () => Promise.resolve([offeredKb]),
    installed: () => Promise.resolve(kept),
    sizes: () => Promise.resolve(new Map(kept.map(({ hash, bytes }) => [hash, 7 * bytes]))),
    install: ({ kb: { hash } }) => Promise.resolve({ kb: keep(installedKb({ hash })), notice: null }),
    remove: ({ hash }) => {
      kept = kept.filter((kb) => kb.hash !== hash);
      return Promise.resolve(null);
    },
    preview: ({ format, choice }) =>
      Promise.resolve({
        format: format ?? 'obo',
        recognised: 'Some format',
        description: choice?.description ?? { ...INFO, attribution: '', linkTemplate: '' },
        concepts: concepts.slice(0, 2),
        filters: [],
        table: null,
        remarks: [],
      }),
    import: ({ choice }) => {
      const { info } = installedKb();
      const kb = keep(
        installedKb({ hash: importedHash, origin: 'import', info: { ...info, ...choice.description } }),
      );
      return Promise.resolve({ kb, read: concepts.length, reasons: [] });
    },
    useProject: async ({ project }) => ({
      kbs: kbsInUse(project).map((hash) => ({ info: installedKb().info, hash, built: true })),
      viewHash: await projectHashOf(project),
      notice: null,
    }),
    prepareSearch: () => Promise.resolve(null),
    search: ({ query }) =>
      Promise.resolve(
        concepts
          .filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
          .map((concept) => ({
            concept,
            matched: concept.name,
            role: 'preferred' as const,
            how: 'words' as const,
            kbHash,
            uses: 0,
          })),
      ),
    concepts: ({ ids }) => Promise.resolve(placed(concepts.filter(({ id }) => ids.includes(id)))),
    neighbours: ({ id }) =>
      Promise.resolve(concepts.some((concept) => concept.id === id) ? { parents: [], children: [] } : null),
    findMentions: ({ text }) => Promise.resolve(findMentions(text)),
    compare: ({ ids }) =>
      Promise.resolve(
        ids.map((id) => {
          const same = { id, name: concepts.find((concept) => concept.id === id)?.name ?? id };
          return { before: same, kind: 'same' as const, after: same, consider: [] };
        }),
      ),
  };
}

const LOADED: LoadedModel = {
  id: 'fake',
  hash: modelHash,
  baseHash: modelHash,
  bytes: 1,
  backend: 'cpu',
  reason: 'A fake has no device',
};

export function modelAnswers(): Answers<ModelApi> {
  return {
    load: () => Promise.resolve(LOADED),
    useVersion: async ({ file }) => ({ ...LOADED, hash: file ? await sha256(file) : modelHash }),
    useProject: () => Promise.resolve({ nameCount: 18 }),
    tag: () => Promise.resolve(null),
    link: ({ text, mentions }: LinkRequest) =>
      Promise.resolve(
        mentions.map(({ id, span }) => ({
          mentionId: id,
          candidates: candidatesFor(text.slice(span.start, span.end)),
        })),
      ),
  };
}

/** A worker that was never asked to train. */
export function trainingAnswers(): Answers<TrainingApi> {
  return {
    train: () => Promise.reject(new SeraphError('internal', 'This fake cannot train.')),
    setPace: () => Promise.resolve(null),
  };
}

export function fakeDocument(id: string, text: string): SourceDocument {
  return { id: id as DocumentId, label: id, text, titleEnd: 0 as Utf16Offset, annotations: [] };
}

export const SAMPLE = fakeDocument(
  'sample',
  'Brenna fever and oxen palsy were seen after corvane. Brenna fever came back; teral syndrome did not.',
);

/** One tab of those in `tabs`, which it joins; each hears the others. */
export function fakeTab(tabs: { hear: () => void }[]): OtherTabs {
  const tab = { hear: (): void => undefined };
  tabs.push(tab);
  return {
    tellAppended: () => tabs.forEach((other) => other !== tab && other.hear()),
    onAppended: (listener) => (tab.hear = listener),
  };
}

/** Services over memory; any part may be replaced. */
export function fakeServices(parts: Partial<Services> = {}): Services {
  let ids = 0;
  let time = 1_700_000_000_000;
  return {
    kb: fakeClient(kbAnswers()),
    model: fakeClient(modelAnswers()),
    journal: memoryJournal(),
    documents: new MemoryDocumentRepository(),
    settings: new MemorySettingsRepository(),
    training: fakeClient(trainingAnswers()),
    learning: memoryLearning(),
    claimTraining: () => Promise.resolve(() => undefined),
    watchSurroundings: (listener) => listener({ isHidden: false, isOnBattery: false }),
    otherTabs: fakeTab([]),
    persistence: 'durable',
    askForPromise: () => Promise.resolve(true),
    crossOriginIsolated: true,
    notice: null,
    urls: { library: 'kb/index.json', starterKb: offeredKb.url, tokenizer: 'tokenizer', model: 'model' },
    sample: () => Promise.resolve(SAMPLE),
    random: createRandom(7),
    now: () => (time += 1000),
    newId: () => `e${++ids}`,
    ...parts,
  };
}
