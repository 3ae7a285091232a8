import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Libraries of the built application and their licences, as the last part of NOTICE lists them. */
export function librariesIn(notice: string): ReadonlyMap<string, string> {
  const list = notice.split('Libraries in the built application')[1] ?? '';
  const rows = [...list.matchAll(/^(\S+(?:, \S+)*) {2,}(\S+)$/gm)];
  return new Map(
    rows.flatMap(([, names = '', licence = '']) => names.split(', ').map((name) => [name, licence] as const)),
  );
}

/** The package that a module belongs to; undefined for our own. Of nested packages, the innermost. */
export function packageOf(moduleId: string): string | undefined {
  return [...moduleId.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].at(-1)?.[1];
}

/** Fails the build when it takes in a library that NOTICE does not name. */
export function librariesNamed(): Plugin {
  return {
    name: 'seraph-libraries-named',
    apply: 'build',
    generateBundle(_, bundle) {
      const named = librariesIn(readFileSync('NOTICE', 'utf8'));
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? Object.entries(output.modules) : [],
      );
      const missing = new Set<string>();
      for (const [id, { renderedLength }] of modules) {
        const name = packageOf(id);
        if (renderedLength > 0 && name !== undefined && !named.has(name)) missing.add(name);
      }
      if (missing.size > 0) {
        this.error(`NOTICE does not name ${[...missing].join(', ')}. Add each with its licence to the list.`);
      }
    },
  };
}
