/**
 * Adds a trained name encoder to a model folder: `name-encoder.bin` and its entry in the manifest. The combiner must be
 * fitted again after it (`npm run fit-combiner`).
 *
 *   npm run add-name-encoder -- name-encoder.safetensors [MODEL_DIR]     (from seraph_training.name_encoder)
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../src/core/hash/sha256.js';
import { inMemory, openSafetensors } from '../src/formats/safetensors.js';
import {
  MANIFEST_FILE,
  NAME_ENCODER_FILE,
  nameEncoderFrom,
  parseManifest,
  writeNameEncoder,
} from '../src/model/index.js';

async function main(): Promise<void> {
  const [from, to = 'public/models/default', ...rest] = process.argv.slice(2);
  if (from === undefined || rest.length > 0) {
    throw new Error('Usage: npm run add-name-encoder -- name-encoder.safetensors [MODEL_DIR]');
  }
  const manifestFile = path.join(to, MANIFEST_FILE);
  const bytes = await readFile(manifestFile);
  const { config, nameEncoder: before, totalBytes } = parseManifest(bytes);
  const encoder = await nameEncoderFrom(await openSafetensors(inMemory(await readFile(from))), config);
  const written = writeNameEncoder(encoder);
  await writeFile(path.join(to, NAME_ENCODER_FILE), written);
  const entry = {
    file: NAME_ENCODER_FILE,
    bytes: written.byteLength,
    sha256: await sha256(written),
    rank: encoder.rank,
  };
  const manifest = {
    ...(JSON.parse(bytes.toString()) as object),
    nameEncoder: entry,
    totalBytes: totalBytes - (before?.bytes ?? 0) + entry.bytes,
  };
  await writeFile(manifestFile, `${JSON.stringify(manifest, null, 1)}\n`);
  console.log(
    `${to}: rank ${encoder.rank}, ${entry.bytes} bytes. Fit the combiner again: npm run fit-combiner.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
