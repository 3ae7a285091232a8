import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Meanings, type ReadVectors } from '../../src/core/link/meaning.js';
import type { LoadedWeights } from '../../src/model/index.js';
import type { LoadedLinker } from '../node/load-linker.js';

/** What of a linker's parts is read here. */
interface KeptParts extends Pick<LoadedLinker, 'readVectors' | 'meanings' | 'generatorHash'> {
  readonly loaded: {
    readonly weights: { readonly manifest: Pick<LoadedWeights['manifest'], 'nameEncoder'> };
  };
}

/**
 * The same parts with vectors of names kept in a folder from run to run: one file for each name encoder and model, one
 * line a name, `[name, base64 of f32, little-endian]`. Without a folder or a name encoder, the parts as they are.
 */
export async function withKeptVectors<Parts extends KeptParts>(
  parts: Parts,
  folder: string | null,
): Promise<Parts> {
  const { readVectors } = parts;
  if (folder === null || readVectors === null) return parts;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${encoderHashOf(parts).slice(0, 12)}-vectors.jsonl`);
  return { ...parts, meanings: new Meanings(keeping(readVectors, file, await readStore(file))) };
}

function keeping(read: ReadVectors, file: string, known: Map<string, Float32Array>): ReadVectors {
  return async (texts) => {
    const missing = texts.filter((text) => !known.has(text));
    if (missing.length > 0) {
      const vectors = await read(missing);
      const lines = missing.map((text, i) => {
        const vector = vectors[i] ?? new Float32Array(0);
        known.set(text, vector);
        return `${JSON.stringify([text, encoded(vector)])}\n`;
      });
      await appendFile(file, lines.join(''));
    }
    return texts.map((text) => known.get(text) ?? new Float32Array(0));
  };
}

async function readStore(file: string): Promise<Map<string, Float32Array>> {
  const known = new Map<string, Float32Array>();
  if (!existsSync(file)) return known;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // The last line of a run that was cut short may be half a line.
    if (!line.endsWith(']')) continue;
    const [text, vector] = JSON.parse(line) as [string, string];
    known.set(text, decoded(vector));
  }
  return known;
}

function encoded(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function encoderHashOf({ generatorHash, loaded }: KeptParts): string {
  const { nameEncoder } = loaded.weights.manifest;
  return createHash('sha256')
    .update(JSON.stringify([generatorHash, nameEncoder?.sha256]))
    .digest('hex');
}
