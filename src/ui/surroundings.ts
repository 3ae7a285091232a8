import type { Surroundings } from '../state/services.js';

/** The part of the Battery Status API that is needed; some browsers have it, TypeScript's library has not. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

/**
 * Tells what slows long work down: the tab out of sight, which browsers hold back, and the machine on battery. At once
 * and at each change; of the battery nothing where the browser does not say.
 */
export function watchSurroundings(listener: (surroundings: Surroundings) => void): void {
  let battery: Battery | null = null;
  const tell = (): void => listener({ isHidden: document.hidden, isOnBattery: battery?.charging === false });
  document.addEventListener('visibilitychange', tell);
  tell();
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  getBattery?.call(navigator).then(
    (found) => {
      battery = found;
      found.addEventListener('chargingchange', tell);
      tell();
    },
    // Refused: as if there were none.
    () => undefined,
  );
}
