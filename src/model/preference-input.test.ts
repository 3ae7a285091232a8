import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { MentionId, TokenId } from '../core/ids.js';
import { buildInput, namePieces } from '../core/link/source.js';
import { spanOf } from '../core/text/span.js';
import { parseTokenizer } from '../core/tokenizer/parse-tokenizer.js';
import { goldenFolder } from './testing/golden-folder.js';
import { readLayout } from './weights/hugging-face.js';

/** Made by training/golden/make_inputs.py with the code of training/dpo.py and the reference tokenizer. */
interface GoldenRow {
  readonly mention: string;
  readonly long_form: string | null;
  readonly context_before: string;
  readonly context_after: string;
  readonly name: string;
  readonly source: readonly TokenId[];
  readonly prefix: readonly TokenId[];
  readonly pieces: readonly TokenId[];
}

const file = new URL('golden/preference/inputs.json', import.meta.url);
const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly GoldenRow[] };

it('the app and the training script give the model the same input for an exported pair', async () => {
  const read = goldenFolder('tiny-beam');
  const tokenizer = parseTokenizer(await read('tokenizer.json'));
  const layout = readLayout(await read('config.json'), await read('seraph.json'), () => []);
  expect(rows.length).toBe(60);
  for (const row of rows) {
    const { context_before: before, mention, context_after: after, long_form: longForm } = row;
    const input = buildInput(layout, tokenizer, before + mention + after, {
      id: 'm' as MentionId,
      span: spanOf(before.length, before.length + mention.length),
      type: 'Disease',
      origin: 'file',
      ...(longForm === null ? {} : { longForm }),
    });
    const name = [...namePieces(layout, tokenizer, row.name), layout.eos];
    expect({ ...input, pieces: name }).toEqual({
      source: row.source,
      prefix: row.prefix,
      pieces: row.pieces,
    });
  }
});
