import type { KbIndexEntry } from '../../src/formats/kb-index.js';

const HEAD = `# The vocabularies that Seraph offers

Written by \`npm run build-library\`; not to be edited. Each file is a knowledge base in Seraph's own format
([docs/formats.md](../../docs/formats.md)): ids, names, relations and cross-references, without definitions and comments.
Whose they are and under what terms is said here, in every file's first line and in [NOTICE](../../NOTICE).
`;

/** What is in the folder, for its readers. */
export function libraryReadme(entries: readonly KbIndexEntry[]): string {
  const sections = entries.map((entry) => {
    const groups = Object.entries(entry.groups).map(([group, count]) => `${count} ${group}`);
    const inUse = Object.values(entry.groups).reduce((sum, count) => sum + count, 0);
    const obsolete = entry.conceptCount - inUse;
    return [
      `## ${entry.title}`,
      '',
      `- File: \`${entry.file}\`, ${entry.bytes} bytes`,
      `- Version: ${entry.version}`,
      `- Source: ${entry.source}`,
      `- Terms: ${entry.licence}`,
      `- Concepts: ${entry.conceptCount} (${groups.join(', ')}${obsolete > 0 ? `, ${obsolete} obsolete` : ''}); distinct names: ${entry.nameCount}`,
      `- SHA-256: \`${entry.sha256}\``,
    ].join('\n');
  });
  return `${[HEAD, ...sections].join('\n')}\n`.replace(/\n## /g, '\n\n## ').replace(/\n{3,}/g, '\n\n');
}
