/** `npm run export-model -- MODEL OUT`: see USAGE. */
import { mkdir, open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SeraphError } from '../src/core/errors.js';
import { bytesOfFloats, safetensorsHead } from '../src/formats/write-safetensors.js';
import {
  CONFIG_FILE,
  exportCheckpoint,
  LAYOUT_FILE,
  loadModel,
  MANIFEST_FILE,
  TOKENIZER_FILE,
  type ExportedTensor,
} from '../src/model/index.js';

const USAGE = `Writes a Seraph model as a Hugging Face BART folder in f32 (config.json, model.safetensors, tokenizer.json,
seraph.json), with the weights that the tab runs: what is quantised comes out as the numbers that its codes stand for.
So an adapter trained on it with PEFT is right for the tab. manifest.json, whose hash names the model, goes with it.

  npm run export-model -- MODEL OUT

  MODEL   folder of a Seraph model, such as public/models/default`;

/** Values read and written at once. */
const PIECE = 1 << 20;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  const [from, to, ...rest] = positionals;
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (from === undefined || to === undefined || rest.length > 0)
    throw new Error(`Two folders are needed.\n\n${USAGE}`);
  if (path.resolve(from) === path.resolve(to))
    throw new Error('The folders must differ. Nothing was written.');

  const read = (name: string): Promise<Uint8Array> => required(from, name);
  const weights = await loadModel({ manifest: () => read(MANIFEST_FILE), file: read });
  const { config, layout, tensors } = exportCheckpoint(weights);
  await mkdir(to, { recursive: true });
  const bytes = await writeTensors(path.join(to, 'model.safetensors'), tensors);
  await writeFile(path.join(to, CONFIG_FILE), config);
  await writeFile(path.join(to, TOKENIZER_FILE), weights.tokenizer);
  if (layout) await writeFile(path.join(to, LAYOUT_FILE), layout);
  await writeFile(path.join(to, MANIFEST_FILE), await read(MANIFEST_FILE));
  console.log(`${to}: ${tensors.length} tensors of ${weights.manifest.id}, ${bytes} bytes`);
}

/** Returns the bytes written. */
async function writeTensors(file: string, tensors: readonly ExportedTensor[]): Promise<number> {
  const head = safetensorsHead(tensors, { format: 'pt' });
  const handle = await open(file, 'w');
  try {
    let written = await append(handle, head.bytes);
    for (const tensor of head.tensors) {
      const { rows } = tensor;
      const width = tensor.shape.reduce((product, size) => product * size, 1) / rows;
      const most = Math.max(1, Math.floor(PIECE / width));
      for (let first = 0; first < rows; first += most) {
        written += await append(handle, bytesOfFloats(tensor.read(first, Math.min(most, rows - first))));
      }
    }
    return written;
  } finally {
    await handle.close();
  }
}

async function append(handle: FileHandle, bytes: Uint8Array): Promise<number> {
  await handle.appendFile(bytes);
  return bytes.length;
}

function required(folder: string, file: string): Promise<Uint8Array> {
  return readFile(path.join(folder, file)).catch(() => {
    throw new SeraphError(
      'bad-format',
      `${folder} has no readable ${file}. Nothing was written. Give the folder of a Seraph model.`,
      { expected: file },
    );
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
