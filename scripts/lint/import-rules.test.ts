import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** The repository's own configuration, without types: the linted files exist only in this test. */
const eslint = new ESLint({
  overrideConfig: tseslint.configs.disableTypeChecked as ESLint.Options['overrideConfig'] & object,
});

async function importErrors(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  if (!result) throw new Error(`${filePath} was not linted`);
  const fatal = result.messages.find((message) => message.fatal);
  if (fatal) throw new Error(fatal.message);
  return result.messages
    .filter((message) => message.ruleId === 'no-restricted-imports')
    .map((message) => message.message);
}

const forbidden = [
  ['src/core/trie/virtual.ts', '../../model/bart/bart.js'],
  ['src/core/virtual.ts', '@tensorflow/tfjs-core'],
  ['src/core/virtual.ts', 'node:fs'],
  ['src/model/virtual.ts', '../storage/database.js'],
  ['src/model/virtual.ts', '@tensorflow/tfjs-backend-wasm'],
  ['src/formats/virtual.ts', '../rpc/protocol.js'],
  ['src/storage/virtual.ts', '../formats/pubtator.js'],
  ['src/rpc/virtual.ts', '../state/store.js'],
  ['src/state/virtual.ts', '../storage/database.js'],
  ['src/state/virtual.ts', 'react'],
  ['src/ui/Virtual.tsx', '../rpc/client.js'],
  ['src/ui/parts/Virtual.tsx', '../../storage/database.js'],
  ['src/ui/Virtual.tsx', 'idb'],
  ['src/ui/Virtual.tsx', '../../workers/page.js'],
  ['src/ui/Virtual.tsx', '../main.js'],
] as const;

const allowed = [
  ['src/core/trie/virtual.ts', '../errors.js'],
  ['src/model/virtual.ts', '../core/errors.js'],
  ['src/model/virtual.ts', '@tensorflow/tfjs-core'],
  ['src/formats/virtual.ts', 'fflate'],
  ['src/storage/virtual.ts', 'idb'],
  ['src/rpc/virtual.ts', '../core/errors.js'],
  ['src/state/virtual.ts', '../rpc/protocol.js'],
  ['src/ui/Virtual.tsx', '../state/store.js'],
  ['src/ui/Virtual.tsx', 'react-dom/client'],
  ['src/storage/virtual.test.ts', '../formats/pubtator.js'],
  ['workers/virtual.ts', '../src/storage/database.js'],
] as const;

describe('import direction', () => {
  it.each(forbidden)('%s must not import %s', async (file, target) => {
    expect(await importErrors(file, `import { a } from '${target}';\nexport const b = a;\n`)).toHaveLength(1);
  });

  it.each(forbidden.slice(0, 2))('%s must not even import a type from %s', async (file, target) => {
    const code = `import type { A } from '${target}';\nexport type B = A;\n`;
    expect(await importErrors(file, code)).toHaveLength(1);
  });

  it.each(allowed)('%s may import %s', async (file, target) => {
    expect(await importErrors(file, `import { a } from '${target}';\nexport const b = a;\n`)).toEqual([]);
  });
});
