import { spawn } from 'node:child_process';

/**
 * The command that opens an address in the default browser, or null where there is no screen to open it on.
 * @param {string} platform as `process.platform`
 * @param {Record<string, string | undefined>} environment
 * @returns {readonly string[] | null}
 */
export function openCommand(platform, environment) {
  if (environment.CI) return null;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/**
 * Opens the address; a machine without a browser is no error, since the address is printed too.
 * @param {string} address
 */
export function openBrowser(address) {
  const command = openCommand(process.platform, process.env);
  if (command === null) return;
  const [program = '', ...rest] = command;
  const child = spawn(program, [...rest, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
