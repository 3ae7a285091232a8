/**
 * The browser of the end-to-end tests. `node scripts/ensure-chromium.mjs` prints its path, installing Debian's
 * package first where that is possible.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} command
 * @param {Record<string, string | undefined>} environment
 */
function which(command, environment) {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

/**
 * CHROMIUM_PATH, else the first known command on PATH, else a known application folder.
 * @param {Record<string, string | undefined>} environment
 * @returns {string | undefined}
 * @throws {Error} when CHROMIUM_PATH names something that cannot be run
 */
export function findChromium(environment = process.env) {
  const named = environment.CHROMIUM_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is "${named}", which is not a program that can be run. Nothing was changed. ` +
        'Correct the variable, or unset it to search the usual places.',
    );
  }
  for (const command of COMMANDS) {
    const path = which(command, environment);
    if (path) return path;
  }
  return MAC_APPLICATIONS.find(isExecutable);
}

/** Installs Debian's chromium; needs root and apt-get. Its output goes to standard error. */
function installChromium() {
  const apt = /** @param {string[]} args */ (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt(['update', '-qq']) && apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}

/**
 * @returns {string} path of a Chromium, installed if it had to be and could be
 * @throws {Error} in three parts: what happened, what is safe, what to do
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const mayInstall = process.getuid?.() === 0 && which('apt-get', process.env) !== undefined;
  if (mayInstall) {
    console.error('No Chromium found: installing Debian’s chromium with apt-get.');
    const installed = installChromium() ? findChromium() : undefined;
    if (installed) return installed;
  }
  throw new Error(
    `No Chromium was found${mayInstall ? ', and apt-get could not install it' : ''}. Nothing was changed. ` +
      'Install Chromium or Google Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
