/**
 * One way for data to flow: core ← model, formats ← storage, rpc ← workers; state ← ui; main.tsx wires.
 * `folder: what it may import`, relative folders and packages; type imports count.
 * @type {Readonly<Record<string, { folders: readonly string[], packages: readonly string[] }>>}
 */
const ALLOWED = {
  core: { folders: [], packages: [] },
  model: { folders: ['core'], packages: ['@tensorflow/tfjs-core'] },
  formats: {
    folders: ['core'],
    packages: [
      'valibot',
      'fflate',
      '@streamparser/json',
      'n3',
      'rdfxml-streaming-parser',
      'jsonld-streaming-parser',
      '@rubensworks/saxes',
    ],
  },
  storage: { folders: ['core'], packages: ['idb', '@noble/hashes'] },
  rpc: { folders: ['core'], packages: [] },
  state: { folders: ['core', 'formats', 'rpc'], packages: ['zustand'] },
  ui: {
    folders: ['state', 'core'],
    packages: ['react', 'react-dom', 'react-aria-components', 'zustand', 'tinykeys', 'uplot'],
  },
};

/** Flat-config entries that turn the table into lint errors. Tests and `testing/` helpers are free. */
export const importRules = Object.entries(ALLOWED).map(([folder, { folders, packages }]) => {
  const closed = Object.keys(ALLOWED).filter((other) => other !== folder && !folders.includes(other));
  const names = packages.map((name) => name.replace('/', '\\/')).join('|');
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}', '**/*.bench.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${closed.join('|')})(/|$)`,
              message: `src/${folder} may import only: ${['itself', ...folders].join(', ')}.`,
            },
            {
              regex: '^(\\.\\./)+(workers|scripts|e2e|main)(/|\\.|$)',
              message: 'These import src, never the reverse.',
            },
            {
              regex: names ? `^(?!\\.)(?!(${names})(/|$))` : '^(?!\\.)',
              message: `src/${folder} may import these packages only: ${packages.join(', ') || 'none'}.`,
            },
          ],
        },
      ],
    },
  };
});
