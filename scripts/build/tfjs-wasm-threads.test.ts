import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutScriptDir } from './tfjs-wasm-threads.js';

describe('withoutScriptDir', () => {
  it('leaves the factory free of outer variables', async () => {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    const file = path.join(path.dirname(main), '../wasm-out/tfjs-backend-wasm-threaded-simd.js');
    const code = await readFile(file, 'utf8');
    expect(code).toContain('_scriptDir');
    expect(withoutScriptDir(code)).not.toContain('_scriptDir');
    expect(withoutScriptDir(code)).toContain('var WasmBackendModuleThreadedSimd = (() => {');
  });

  it('refuses a file it does not know', () => {
    expect(() => withoutScriptDir('export default 1;')).toThrow(/tfjs has changed/);
  });
});
