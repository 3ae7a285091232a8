import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,workers,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Tests that need reference data beside the repository skip themselves; the count shows it.
    passWithNoTests: false,
    // Single files of tfjs-core are modules without saying so, which Node would not take.
    server: { deps: { inline: [/@tensorflow\/tfjs-core\/dist\/(?!tf-core)/] } },
  },
});
