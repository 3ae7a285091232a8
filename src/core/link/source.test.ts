import { describe, expect, it } from 'vitest';
import type { MentionId } from '../ids.js';
import type { Mention } from '../text/document.js';
import { doc } from '../text/testing/marked.js';
import { buildInput } from './source.js';
import { layout, tokenizer } from './testing/tiny-kb.js';

const mentionAt = (marked: string, longForm?: string): { text: string; mention: Mention } => {
  const { text, span } = doc(marked);
  const mention = { id: 'm' as MentionId, span: span('a'), type: 'Disease', origin: 'file' as const };
  return { text, mention: longForm === undefined ? mention : { ...mention, longForm } };
};
const pieces = (text: string) => tokenizer.encode(text);

describe('buildInput', () => {
  it('puts marks around the mention, a bounded context on each side, and the mention into the prefix', () => {
    const { text, mention } = mentionAt('one two three four five <a>Fever</a> six seven eight nine ten');
    const { source, prefix } = buildInput(layout, tokenizer, text, mention);
    expect(source).toEqual([
      layout.bos,
      ...pieces('one two three four five').slice(-4),
      ...layout.start,
      ...pieces('fever'),
      ...layout.end,
      ...pieces('six seven eight nine ten').slice(0, 4),
      layout.eos,
    ]);
    expect(prefix).toEqual([layout.decoderStart, ...pieces('fever'), ...pieces('is')]);
  });

  it('reads a short form as its long form, in source and prefix alike', () => {
    const short = mentionAt('seen in <a>CF</a> again', 'cold fever');
    const long = mentionAt('seen in <a>cold fever</a> again');
    expect(buildInput(layout, tokenizer, short.text, short.mention)).toEqual(
      buildInput(layout, tokenizer, long.text, long.mention),
    );
  });

  it('works at both ends of a text, and without context', () => {
    const { text, mention } = mentionAt('<a>Fever</a>');
    const expected = [layout.bos, ...layout.start, ...pieces('fever'), ...layout.end, layout.eos];
    expect(buildInput(layout, tokenizer, text, mention).source).toEqual(expected);
    const inside = mentionAt('much <a>Fever</a> more');
    const blind = { ...layout, contextPieces: 0 };
    expect(buildInput(blind, tokenizer, inside.text, inside.mention).source).toEqual(expected);
  });

  it('bounds what a whole page marked as one mention can cost', () => {
    const { text, mention } = mentionAt(`<a>${'fever '.repeat(5000)}</a>`);
    expect(buildInput(layout, tokenizer, text, mention).source.length).toBeLessThan(100);
  });
});
