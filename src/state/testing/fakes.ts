/** In-memory stand-ins for the outside world; never part of the app. */
import type { ConceptId, DocumentId, MentionId, Sha256, Utf16Offset } from '../../core/ids.js';
import { createConcept, exactSynonyms, type Concept } from '../../core/kb/knowledge-base.js';
import type { Candidate, LinkRequest } from '../../core/link/linker.js';
import type { Mention, SourceDocument } from '../../core/text/document.js';
import { spanOf } from '../../core/text/span.js';
import { createRandom } from '../../core/random.js';
import type { KbApi, ModelApi } from '../../rpc/protocol.js';
import {
  MemoryDecisionLog,
  MemoryDocumentRepository,
  MemorySettingsRepository,
} from '../../storage/memory.js';
import type { CallOptions } from '../../rpc/client.js';
import type { SeraphError } from '../../core/errors.js';
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
      share: rank === 0 ? (first < 0 ? 0.4 : 0.9) : 0.02,
      evidence: { generated: -0.1 * (rank + 1), exact: rank === 0, abbreviation: false, remembered: 0 },
    };
  });
}

/** Every fake name in the text is a mention. */
export function findMentions(text: string): readonly Mention[] {
  const found = concepts.flatMap(({ name, group }) =>
    [...text.toLowerCase().matchAll(new RegExp(name.toLowerCase(), 'g'))].map(({ index }): Mention => ({
      id: `m${index}` as MentionId,
      span: spanOf(index, index + name.length),
      type: group,
      origin: 'dictionary',
    })),
  );
  return found.sort((a, b) => a.span.start - b.span.start);
}

export const kbHash = 'a'.repeat(64) as Sha256;
export const modelHash = 'b'.repeat(64) as Sha256;

export function kbAnswers(): Answers<KbApi> {
  return {
    open: () =>
      Promise.resolve({
        info: {
          id: 'fake',
          title: 'Fake names',
          version: '1',
          source: 'invented',
          licence: 'CC0-1.0',
          attribution: '',
          linkTemplate: 'https://example.org/{id}',
          conceptCount: concepts.length,
          nameCount: concepts.length * 3,
        },
        hash: kbHash,
        built: true,
        notice: null,
      }),
    search: ({ query }) =>
      Promise.resolve(
        concepts
          .filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
          .map((concept) => ({ concept, matched: concept.name, how: 'words' as const })),
      ),
    concepts: ({ ids }) => Promise.resolve(concepts.filter(({ id }) => ids.includes(id))),
    findMentions: ({ text }) => Promise.resolve(findMentions(text)),
  };
}

export function modelAnswers(): Answers<ModelApi> {
  return {
    load: () =>
      Promise.resolve({
        id: 'fake',
        hash: modelHash,
        bytes: 1,
        backend: 'cpu',
        reason: 'A fake has no device',
      }),
    useKb: () => Promise.resolve({ nameCount: 18 }),
    link: ({ text, mentions }: LinkRequest) =>
      Promise.resolve(
        mentions.map(({ id, span }) => ({
          mentionId: id,
          candidates: candidatesFor(text.slice(span.start, span.end)),
        })),
      ),
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
    log: new MemoryDecisionLog(),
    documents: new MemoryDocumentRepository(),
    settings: new MemorySettingsRepository(),
    otherTabs: fakeTab([]),
    persistence: 'durable',
    askForPromise: () => Promise.resolve(true),
    crossOriginIsolated: true,
    notice: null,
    urls: { kb: 'kb', tokenizer: 'tokenizer', model: 'model' },
    sample: () => Promise.resolve(SAMPLE),
    random: createRandom(7),
    now: () => (time += 1000),
    newId: () => `e${++ids}`,
    ...parts,
  };
}
