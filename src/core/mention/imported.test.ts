import { expect, it } from 'vitest';
import type { DocumentId, Utf16Offset } from '../ids.js';
import type { SourceDocument } from '../text/document.js';
import { doc } from '../text/testing/marked.js';
import { importedMentions } from './imported.js';

it('makes one mention of each annotation, with different ids even on one span', () => {
  const { text, span } = doc('<a>renal <b>failure</b></a>');
  const annotations = ['a', 'a', 'b', 'a'].map((name, index) => ({
    span: span(name),
    type: `T${index}`,
    conceptIds: [],
    written: '',
  }));
  const document: SourceDocument = {
    id: 'd1' as DocumentId,
    label: 'x',
    text,
    titleEnd: 0 as Utf16Offset,
    annotations,
  };
  const mentions = importedMentions(document);
  expect(mentions.map(({ id }) => id)).toEqual(['m-0-13', 'm-0-13-2', 'm-6-13', 'm-0-13-3']);
  expect(mentions.map(({ span: place, type, origin }) => ({ place, type, origin }))).toEqual(
    annotations.map(({ span: place, type }) => ({ place, type, origin: 'file' })),
  );
});
