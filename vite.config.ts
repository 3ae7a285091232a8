import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offline } from './scripts/offline/offline-plugin.mjs';
import { isolationHeaders } from './scripts/server/headers.mjs';

export default defineConfig({
  plugins: [react(), offline()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
