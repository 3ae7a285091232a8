import { expect, it } from 'vitest';
import type { SeraphError } from '../../src/core/errors.js';
import type { ConceptId, DocumentId, Utf16Offset } from '../../src/core/ids.js';
import { concept, kbOf } from '../../src/core/link/testing/tiny-kb.js';
import type { SourceDocument } from '../../src/core/text/document.js';
import { spanOf } from '../../src/core/text/span.js';
import { goldDocuments } from './corpus.js';

const kb = kbOf([concept('D01', 'Moon hiccup'), concept('D02', 'Sun sneeze')]);

/** A document with a mention for each of these ids; none for an empty one. */
function corpus(...ids: readonly string[]): readonly SourceDocument[] {
  const text = 'hiccup';
  const annotations = ids.map((id) => ({
    span: spanOf(0, text.length),
    type: 'Disease',
    conceptIds: id === '' ? [] : [id as ConceptId],
    written: id,
  }));
  return [{ id: '1' as DocumentId, label: '1', text, titleEnd: 0 as Utf16Offset, annotations }];
}

function refusal(documents: readonly SourceDocument[]): SeraphError {
  try {
    goldDocuments(documents, kb, null);
  } catch (error) {
    return error as SeraphError;
  }
  throw new Error('The corpus was taken.');
}

it('refuses a corpus of another id space, and shows ids of both', () => {
  const error = refusal(corpus('C10', 'C11', 'C11', 'C12', 'C13'));
  expect(error.kind).toBe('bad-format');
  expect(error.message).toContain('Of 5 gold mentions with an id none has one of the knowledge base.');
  expect(error.data).toEqual({ expected: 'D01, D02', got: 'C10, C11, C12' });
});

it('refuses one that shares a few ids by chance, unless told otherwise', () => {
  const documents = corpus('D01', 'C1', 'C2', 'C3', 'C4', 'C5');
  const error = refusal(documents);
  expect(error.message).toContain('Of 6 gold mentions with an id only 1 has one of the knowledge base.');
  expect(error.data.got).toBe('C1, C2, C3');
  const [taken] = goldDocuments(documents, kb, null, { allowUnknownIds: true });
  expect(taken?.mentions.filter(({ gold }) => gold.size > 0)).toHaveLength(1);
});

it('takes one whose ids are known but for some, with prefixes or without, and one without any id', () => {
  expect(goldDocuments(corpus('MESH:D01', 'D02', 'C1', 'C2', 'C3', ''), kb, null)[0]?.mentions).toHaveLength(
    6,
  );
  expect(goldDocuments(corpus('', ''), kb, null)[0]?.mentions.map(({ nil }) => nil)).toEqual([true, true]);
});
