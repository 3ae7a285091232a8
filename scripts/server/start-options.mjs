import { parseArgs } from 'node:util';

export const DEFAULT_PORT = 4180;

/**
 * @typedef {{ port: number, host: string, open: boolean }} StartOptions `host`: the interface to listen on
 */

/**
 * Reads the command line of `npm start`; the option wins over the PORT variable.
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} environment
 * @returns {StartOptions}
 * @throws {Error} with what was wrong, what is safe and what to do
 */
export function readStartOptions(args, environment) {
  const values = parse(args);
  const text = values.port ?? environment.PORT ?? String(DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new Error(
      `"${text}" is not a port. Nothing was started. Choose a number from 1 to 65535: npm start -- --port ${DEFAULT_PORT}`,
    );
  }
  return { port, host: values.host ? '0.0.0.0' : '127.0.0.1', open: !values['no-open'] };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', short: 'p' },
        host: { type: 'boolean' },
        'no-open': { type: 'boolean' },
      },
    });
    return values;
  } catch (cause) {
    const what = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new Error(`${what}. Nothing was started. Use: npm start -- [--port NUMBER] [--host] [--no-open]`, {
      cause,
    });
  }
}

/**
 * @param {number} port
 * @returns {string} three parts: what happened, what is safe, what to do
 */
export function portTakenMessage(port) {
  const next = port < 65_535 ? port + 1 : DEFAULT_PORT;
  return (
    `Port ${port} is already in use by another program. Nothing was started or changed. ` +
    `Choose another: npm start -- --port ${next} (or set PORT=${next}).`
  );
}
