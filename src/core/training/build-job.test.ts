import { describe, expect, it } from 'vitest';
import { mentionOf, TestLog } from '../decision/testing/log.js';
import type { ConceptId, DocumentId, Sha256 } from '../ids.js';
import { NO_EXCLUSIONS, type Exclusions } from '../preference/exclusions.js';
import { decide, textAbout } from '../preference/testing/deciding.js';
import { trainingSet } from '../preference/training-set.js';
import type { SourceDocument } from '../text/document.js';
import { spanOf, textOf } from '../text/span.js';
import { buildJob, CASE_CAPS, type JobInput } from './build-job.js';
import type { CasePart, TrainingJob } from './job.js';
import { DEFAULT_TRAINING, type TrainingSettings } from './settings.js';

const WORDS = ['grey cough', 'blue cough', 'dry hands', 'cold ears'];
const SHOWN = ['cough', 'grey cough', 'blue cough'];
const BASE = 'a'.repeat(64) as Sha256;

function documentOf(
  number: number | string,
  annotations: SourceDocument['annotations'] = [],
): SourceDocument {
  const text = textAbout(WORDS, number);
  return {
    id: `d${number}` as DocumentId,
    label: `${number}`,
    text,
    titleEnd: spanOf(0, 0).start,
    annotations,
  };
}

/** Documents with four mentions each, of which the first two are decided, in order of the documents. */
function projectOf(count: number) {
  const log = new TestLog();
  const documents = Array.from({ length: count }, (_, number) => documentOf(number));
  const mentionsOf = ({ text }: SourceDocument) => WORDS.map((words) => mentionOf(words, 'Disease', text));
  for (const [number, { id: documentId, text }] of documents.entries()) {
    const ids = ['C1', `C2-${number}`, `C3-${number}`];
    for (const rank of [2, 3]) {
      decide(log, { documentId, text, words: WORDS[rank - 2] ?? '', shown: SHOWN, ids, rank });
    }
  }
  const suggestions = new Map(documents.map((document) => [document.id, { mentions: mentionsOf(document) }]));
  return { log, documents, suggestions };
}

function jobOf(
  { log, documents, suggestions }: ReturnType<typeof projectOf>,
  otherwise: Partial<JobInput> & { readonly exclusions?: Exclusions } = {},
): TrainingJob {
  const settings: TrainingSettings = { ...DEFAULT_TRAINING, ...otherwise.settings };
  const exclusions = otherwise.exclusions ?? NO_EXCLUSIONS;
  return buildJob({
    id: 'job',
    time: '2026-01-02T00:00:00.000Z',
    events: log.events,
    documents,
    suggestions,
    gold: [],
    baseHash: BASE,
    parent: null,
    ...otherwise,
    settings,
    set: trainingSet({ events: log.events, imported: [], exclusions, settings }),
  });
}

const judgedIn = ({ documents }: TrainingJob, part: CasePart) =>
  documents.flatMap(({ documentId, text, cases }) =>
    cases
      .filter((judged) => judged.part === part)
      .map(({ mention, gold }) => ({ documentId, words: textOf(text, mention.span), gold })),
  );

describe('buildJob', () => {
  it('trains on the pairs of one side and holds those of the other out', () => {
    const job = jobOf(projectOf(20));
    const documentsIn = (examples: TrainingJob['training']) =>
      new Set(examples.map(({ documentId }) => documentId));
    expect(job).toMatchObject({ id: 'job', baseHash: BASE, parent: null, settings: DEFAULT_TRAINING });
    expect(job.training.length + job.heldOut.length).toBe(60);
    const heldOut = documentsIn(job.heldOut);
    expect(heldOut.size).toBeGreaterThan(0);
    expect([...documentsIn(job.training)].filter((id) => heldOut.has(id))).toEqual([]);
    const last = Math.max(...job.training.map(({ documentId = '' }) => Number(documentId.slice(1))));
    expect(job.lastDecision).toBe(2 * (last + 1));
    expect(jobOf(projectOf(20))).toEqual(job);
  });

  it('judges decided mentions of both sides and undecided ones, each in its document with all around', () => {
    const project = projectOf(12);
    const job = jobOf(project);
    const heldOut = new Set(job.heldOut.map(({ documentId }) => documentId));
    const decided = [...judgedIn(job, 'held-out'), ...judgedIn(job, 'training')];
    expect(decided).toHaveLength(24);
    for (const { documentId, words, gold } of decided) {
      const number = documentId.slice(1);
      expect(gold).toEqual([words === 'grey cough' ? `C2-${number}` : `C3-${number}`]);
    }
    expect(judgedIn(job, 'held-out').every(({ documentId }) => heldOut.has(documentId))).toBe(true);
    expect(judgedIn(job, 'training').some(({ documentId }) => heldOut.has(documentId))).toBe(false);
    expect(judgedIn(job, 'undecided').map(({ words, gold }) => [words, gold.length])).toEqual(
      project.documents.flatMap(() => [
        ['dry hands', 0],
        ['cold ears', 0],
      ]),
    );
    expect(job.documents.map(({ documentId, text }) => [documentId, text])).toEqual(
      project.documents.map(({ id, text }) => [id, text]),
    );
    expect(job.documents.every(({ around, text }) => around.length === 4 && text.length > 100)).toBe(true);
  });

  it('remembers what was decided on the training side alone', () => {
    const job = jobOf(projectOf(20));
    const heldOut = new Set(job.heldOut.map(({ documentId }) => documentId));
    const remembered = [...(job.memory.get('grey cough')?.keys() ?? [])];
    expect(remembered).toHaveLength(20 - heldOut.size);
    expect(remembered.filter((id) => heldOut.has(`d${id.slice(3)}` as DocumentId))).toEqual([]);
  });

  it('links decisions of documents that are gone, or of mentions that are, in the words of the log', () => {
    const project = projectOf(6);
    const suggestions = new Map(project.suggestions);
    suggestions.set('d1' as DocumentId, { mentions: [] });
    const job = jobOf({ ...project, documents: project.documents.slice(1, 4), suggestions });
    const judged = [...judgedIn(job, 'held-out'), ...judgedIn(job, 'training')];
    expect(judged).toHaveLength(12);
    expect(new Set(judged.map(({ words }) => words))).toEqual(new Set(['grey cough', 'blue cough']));
    expect(
      job.documents.filter(({ documentId }) => ['d0', 'd1', 'd4', 'd5'].includes(documentId)),
    ).toHaveLength(8);
    expect(job.documents.filter(({ around }) => around.length === 1)).toHaveLength(8);
  });

  it('leaves out mentions that were decided as none of these, and what was undone', () => {
    const project = projectOf(6);
    const { text, id: documentId } = project.documents[0] ?? documentOf(0);
    const mention = mentionOf('grey cough', 'Disease', text);
    const nil = project.log.do({ documentId, text, mention, action: { kind: 'nil', reason: null } });
    const ofFirst = (job: TrainingJob) =>
      job.documents.find((document) => document.documentId === documentId)?.cases.map(({ part }) => part);
    expect(ofFirst(jobOf(project))).toEqual(['training', 'undecided', 'undecided']);
    project.log.undo(nil);
    expect(ofFirst(jobOf(project))).toEqual(['training', 'training', 'undecided', 'undecided']);
  });

  it('judges no more than the caps: the newest of the training side, samples of the others', () => {
    const project = projectOf(100);
    const caps = { 'held-out': 10, training: 7, undecided: 9, gold: 4 };
    const job = jobOf(project, { caps });
    for (const part of ['held-out', 'training', 'undecided'] as const) {
      expect(judgedIn(job, part)).toHaveLength(caps[part]);
    }
    const numbers = judgedIn(job, 'training').map(({ documentId }) => Number(documentId.slice(1)));
    expect(Math.min(...numbers)).toBeGreaterThan(85);
    expect(new Set(judgedIn(job, 'held-out').map(({ documentId }) => documentId)).size).toBeLessThanOrEqual(
      5,
    );
    expect(judgedIn(jobOf(project, { caps }), 'undecided')).toEqual(judgedIn(job, 'undecided'));
    const usual = jobOf(project);
    const total = usual.documents.flatMap(({ cases }) => cases).length;
    expect(total).toBeLessThanOrEqual(CASE_CAPS['held-out'] + CASE_CAPS.training + CASE_CAPS.undecided);
  });

  it('learns from chosen names alone under the supervised loss, and still looks at held-out pairs', () => {
    const job = jobOf(projectOf(10), { settings: { ...DEFAULT_TRAINING, loss: 'positive' } });
    const pairs = jobOf(projectOf(10));
    expect(job.training.every(({ rejected }) => rejected === null)).toBe(true);
    expect(job.training).toHaveLength((2 * pairs.training.length) / 3);
    expect(job.heldOut).toEqual(pairs.heldOut);
  });

  it('refuses where there is nothing to train on, and says why', () => {
    const project = projectOf(3);
    const documents = new Map(project.documents.map(({ id }) => [id, 1]));
    expect(() => jobOf(project, { exclusions: { ...NO_EXCLUSIONS, documents } })).toThrow(
      'All 9 pairs are excluded',
    );
    const many = projectOf(20);
    const trained = new Map(
      jobOf(many).training.flatMap(({ documentId }) => (documentId ? [[documentId, 1]] : [])),
    );
    const heldOut = jobOf(many).heldOut.length;
    expect(() => jobOf(many, { exclusions: { ...NO_EXCLUSIONS, documents: trained } })).toThrow(
      `All ${heldOut} pairs are of documents that are held out`,
    );
    expect(() => jobOf(projectOf(0))).toThrow('No decision has given a pair yet');
    expect(() => jobOf(project, { settings: { ...DEFAULT_TRAINING, batch: 0 } })).toThrow(
      'The setting batch must be a whole number from 1 to 256, and is 0.',
    );
  });
});

describe('the gold set', () => {
  const annotated = (number: number | string, ...ids: readonly (readonly string[])[]): SourceDocument =>
    documentOf(
      number,
      ids.map((conceptIds, place) => ({
        span: mentionOf(WORDS[place] ?? '', 'Disease', textAbout(WORDS, number)).span,
        type: 'Disease',
        conceptIds: conceptIds as ConceptId[],
        written: conceptIds.join('|'),
      })),
    );

  it('is judged by its ids with and without the prefix of a corpus, mentions without one aside', () => {
    const job = jobOf(projectOf(3), { gold: [annotated('x', ['MESH:D1', 'OMIM:2'], [], ['-7'])] });
    expect(judgedIn(job, 'gold').map(({ words, gold }) => [words, gold])).toEqual([
      ['grey cough', ['MESH:D1', 'D1', 'OMIM:2', '2']],
      ['dry hands', ['-7']],
    ]);
    expect(job.documents.at(-1)?.around).toHaveLength(3);
  });

  it('reads short forms through their long forms', () => {
    const text = 'Cold grey cough (CGC) was rare, and CGC went soon.';
    const span = spanOf(text.indexOf('CGC went'), text.indexOf(' went'));
    const annotation = { span, type: 'Disease', conceptIds: ['D1' as ConceptId], written: 'D1' };
    const job = jobOf(projectOf(3), { gold: [{ ...documentOf('y'), text, annotations: [annotation] }] });
    expect(job.documents.at(-1)?.cases[0]?.mention.longForm).toBe('Cold grey cough');
  });

  it('is a sample where it is large, without texts that were trained on', () => {
    const project = projectOf(8);
    const trained = [...new Set(jobOf(project).training.map(({ documentId }) => documentId))];
    const copies = trained.map((id) => ({
      ...annotated(Number(id?.slice(1)), ['D1']),
      id: `copy of ${id}` as DocumentId,
    }));
    const fresh = Array.from({ length: 50 }, (_, number) => annotated(`g${number}`, ['D1'], ['D2'], ['D3']));
    const caps = { ...CASE_CAPS, gold: 20 };
    const job = jobOf(project, { gold: [...copies, ...fresh], caps });
    expect(judgedIn(job, 'gold')).toHaveLength(20);
    expect(judgedIn(jobOf(project, { gold: copies }), 'gold')).toEqual([]);
    const drawn = (seed: number) =>
      judgedIn(jobOf(project, { gold: fresh, caps, settings: { ...DEFAULT_TRAINING, seed } }), 'gold');
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});
