/** `npm run convert-model -- DIR OUT [--dtype RULE …] --id … --title … --licence … --ancestry …`: see USAGE. */
import { open, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SeraphError } from '../src/core/errors.js';
import { createTokenizer } from '../src/core/tokenizer/create-tokenizer.js';
import { openSafetensors, type RandomAccess } from '../src/formats/safetensors.js';
import {
  CONFIG_FILE,
  convertCheckpoint,
  dtypeRules,
  LAYOUT_FILE,
  MANIFEST_FILE,
  SHIPPED_DTYPES,
  TENSOR_TYPES,
  TOKENIZER_FILE,
} from '../src/model/index.js';

const USAGE = `Converts a Hugging Face BART folder (config.json, tokenizer.json, model.safetensors, and seraph.json
where Seraph's training wrote one) to a Seraph model.

  npm run convert-model -- DIR OUT [--dtype RULE …] [--context PIECES] [--id ID] [--title TITLE] [--licence TERMS]
      [--ancestry WORDS] [--other-names FILE]

  --dtype     TYPE for all matrices, or PREFIX=TYPE for those whose names begin so; of several the last that fits
              counts. Types: ${TENSOR_TYPES.join(', ')}. By default ${SHIPPED_DTYPES.join(', ')}: docs/quantization.md
  --context   pieces of context each side that the model is given, fewer than it was trained with
  --id        short name of the model; by default the name of OUT
  --title     name on the screen; by default the id
  --licence   terms under which the model may be used; 'not stated' when absent
  --other-names  what other vocabularies call the concepts: a file of seraph_training.other_names
  --ancestry  what it was made from; 'not stated' when absent`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      dtype: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
      id: { type: 'string' },
      title: { type: 'string' },
      licence: { type: 'string' },
      'other-names': { type: 'string' },
      ancestry: { type: 'string' },
    },
  });
  const [from, to, ...rest] = positionals;
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (from === undefined || to === undefined || rest.length > 0)
    throw new Error(`Two folders are needed.\n\n${USAGE}`);

  const dtypeOf = dtypeRules([...SHIPPED_DTYPES, ...values.dtype]);
  const id = values.id ?? path.basename(path.resolve(to));
  const card = {
    id,
    title: values.title ?? id,
    licence: values.licence ?? 'not stated',
    ancestry: values.ancestry ?? 'not stated',
  };
  const otherNames = values['other-names'];
  const tokenizer = await required(from, TOKENIZER_FILE);
  const weights = await open(path.join(from, 'model.safetensors')).catch(() => {
    throw missing(from, 'model.safetensors');
  });
  try {
    await mkdir(to, { recursive: true });
    const access: RandomAccess = {
      size: (await weights.stat()).size,
      async read(offset, length) {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await weights.read(bytes, 0, length, offset);
        return bytes.subarray(0, bytesRead);
      },
    };
    const manifest = await convertCheckpoint(
      {
        config: await required(from, CONFIG_FILE),
        tokenizer,
        layout: await layoutOf(from, values.context),
        tensors: await openSafetensors(access),
      },
      {
        card,
        dtypeOf,
        otherNames: otherNames === undefined ? null : await readFile(otherNames),
        tokenize: (text) => createTokenizer(JSON.parse(new TextDecoder().decode(tokenizer))).encode(text),
      },
      (file, bytes) => writeFile(path.join(to, file), bytes),
    );
    const files = `${manifest.shards.length} weight files, ${TOKENIZER_FILE}, ${MANIFEST_FILE}`;
    console.log(`${to}: ${manifest.tensors.length} tensors, ${manifest.totalBytes} bytes in ${files}`);
  } finally {
    await weights.close();
  }
}

/** The layout as training wrote it, with other context where that is asked for; null where there is none. */
async function layoutOf(folder: string, context: string | undefined): Promise<Uint8Array | null> {
  const layout = await readFile(path.join(folder, LAYOUT_FILE)).catch(() => null);
  if (context === undefined) return layout;
  if (layout === null) throw missing(folder, LAYOUT_FILE);
  const written = JSON.parse(layout.toString('utf8')) as object;
  return new TextEncoder().encode(JSON.stringify({ ...written, context_pieces: Number(context) }));
}

function required(folder: string, file: string): Promise<Uint8Array> {
  return readFile(path.join(folder, file)).catch(() => {
    throw missing(folder, file);
  });
}

function missing(folder: string, file: string): SeraphError {
  return new SeraphError(
    'bad-format',
    `${folder} has no readable ${file}. Nothing was written. ` +
      `Give the folder of a Hugging Face BART checkpoint${file.endsWith('.safetensors') ? ' saved as safetensors' : ''}.`,
    { expected: file },
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
