import type { AppState, LoadedModel } from '../state/app-state.js';

export const BACKENDS: Readonly<Record<LoadedModel['backend'], string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** The honest state of saving, in two words. */
export function savedWords({ saving, saveFailed, persistence }: AppState): string {
  if (saving > 0) return 'saving';
  if (saveFailed) return 'not saved';
  return persistence === 'memory' ? 'this tab only' : 'saved';
}
