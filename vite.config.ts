import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { librariesNamed } from './scripts/build/libraries-named.js';
import { tfjsWasmThreads } from './scripts/build/tfjs-wasm-threads.js';
import { offline } from './scripts/offline/offline-plugin.mjs';
import { isolationHeaders } from './scripts/server/headers.mjs';
import { packedFiles } from './scripts/server/packed-files.mjs';

export default defineConfig({
  plugins: [react(), librariesNamed(), packedFiles(), offline()],
  worker: { format: 'es', plugins: () => [librariesNamed(), tfjsWasmThreads()] },
  build: {
    target: 'es2022',
    // All that the page needs at once in one script: packed together it is smaller than in pieces.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
