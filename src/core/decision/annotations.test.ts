import { describe, expect, it } from 'vitest';
import type { ConceptId, DocumentId, Utf16Offset } from '../ids.js';
import { importedMentions } from '../mention/imported.js';
import type { SourceDocument } from '../text/document.js';
import { spanOf } from '../text/span.js';
import { annotationsOf } from './annotations.js';
import { foldDocument } from './fold.js';
import type { DoingEvent } from './history.js';
import { mentionOf, TestLog, TEXT } from './testing/log.js';

const ataxia = mentionOf('ataxia');
const document: SourceDocument = {
  id: 'd1' as DocumentId,
  label: '1',
  text: TEXT,
  titleEnd: 0 as Utf16Offset,
  annotations: [
    { span: ataxia.span, type: 'Disease', conceptIds: ['C1' as ConceptId], written: 'MESH:C1\tx' },
  ],
};
const [imported] = importedMentions(document);
if (imported === undefined) throw new Error('not imported');

/** The one annotation after some actions on the imported mention. */
function after(...actions: readonly DoingEvent['action'][]) {
  const log = new TestLog();
  for (const action of actions) log.do({ mention: imported ?? ataxia, action });
  return annotationsOf(document, foldDocument(document.id, log.events, importedMentions(document)));
}

const accept = (id: string) =>
  ({ kind: 'accept', conceptId: id as ConceptId, name: 'a name', rank: 1 }) as const;

describe('annotationsOf', () => {
  it('says what the file said until the curator decides', () => {
    expect(after()).toMatchObject([
      { status: 'imported', conceptIds: ['C1'], name: null, written: 'MESH:C1\tx' },
    ]);
  });

  it('says what the curator decided, in the words of the file where they agree', () => {
    expect(after(accept('C2'))).toMatchObject([
      { status: 'accepted', conceptIds: ['C2'], name: 'a name', written: null },
    ]);
    expect(after(accept('C1'))).toMatchObject([{ status: 'accepted', written: 'MESH:C1\tx' }]);
    expect(after({ kind: 'nil', reason: null })).toMatchObject([
      { status: 'nil', conceptIds: [], written: null },
    ]);
    expect(after({ kind: 'correct', conceptId: 'C3' as ConceptId, name: 'n' })).toMatchObject([
      { status: 'corrected', conceptIds: ['C3'] },
    ]);
  });

  it("does not carry the file's concepts over to other words", () => {
    const before = imported;
    const wider = { ...before, span: spanOf(0, before.span.end) };
    expect(after({ kind: 'resize-mention', before, after: wider })).toEqual([
      { span: wider.span, type: 'Disease', status: 'undecided', conceptIds: [], name: null, written: null },
    ]);
  });

  it('leaves out deleted mentions', () => {
    expect(after({ kind: 'delete-mention', mention: imported })).toEqual([]);
  });
});
