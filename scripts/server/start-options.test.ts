import { describe, expect, it } from 'vitest';
import { openCommand } from './browser.mjs';
import { DEFAULT_PORT, portTakenMessage, readStartOptions } from './start-options.mjs';

describe('options of npm start', () => {
  it('listens on this machine only, unless asked', () => {
    expect(readStartOptions([], {})).toEqual({ port: DEFAULT_PORT, host: '127.0.0.1', open: true });
    expect(readStartOptions(['--host', '--no-open'], {})).toEqual({
      port: DEFAULT_PORT,
      host: '0.0.0.0',
      open: false,
    });
  });

  it('takes the port from the option before the variable', () => {
    expect(readStartOptions([], { PORT: '5001' }).port).toBe(5001);
    expect(readStartOptions(['--port', '5002'], { PORT: '5001' }).port).toBe(5002);
  });

  it.each([['abc'], ['70000'], ['-1'], ['80.5'], ['']])('refuses port "%s" and says what to do', (port) => {
    expect(() => readStartOptions([`--port=${port}`], {})).toThrow(/is not a port.*Nothing.*--port/);
  });

  it('refuses what it does not know', () => {
    expect(() => readStartOptions(['--prot', '1'], {})).toThrow(/--prot.*Nothing was started.*Use:/);
  });

  it('names a way out of a taken port', () => {
    expect(portTakenMessage(4180)).toMatch(/4180 is already in use.*Nothing.*--port 4181/);
    expect(portTakenMessage(65_535)).not.toContain('65536');
  });
});

describe('opening a browser', () => {
  it('is left out where there is no screen', () => {
    expect(openCommand('linux', {})).toBeNull();
    expect(openCommand('darwin', { CI: 'true' })).toBeNull();
    expect(openCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
  });
});
