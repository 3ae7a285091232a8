import { createLineImporter } from '../line-importer.js';

const FIELD = /^(name|attr|info):([^:]*):(.*)$/s;

/**
 * The normalisation databases of brat as text: `ID<TAB>name:Label:String<TAB>attr:Label:String…` (brat's manual,
 * "Normalization", input format). Names are in order of preference.
 */
export const bratNormImporter = createLineImporter({
  id: 'brat-norm',
  label: 'brat normalisation database',
  sureness: 0.9,
  layout: 'an id, a tab, and fields such as name:Name:ache',
  readLine: (line, group) => {
    const [id = '', ...written] = line.split('\t');
    const fields = written.map((field) => FIELD.exec(field));
    if (id === '' || fields.length === 0 || fields.includes(null)) {
      return 'a line that is not one of a brat database was skipped';
    }
    const of = (kind: string) =>
      fields.flatMap((field) =>
        field?.[1] === kind ? [{ label: field[2] ?? '', text: field[3] ?? '' }] : [],
      );
    const names = of('name').map(({ text }) => text);
    return {
      id,
      name: names[0] ?? '',
      synonyms: names.map((name) => ({ name, scope: 'exact' })),
      group,
      definition: of('info')[0]?.text ?? null,
      notes: of('attr').map(({ label, text }) => `${label}: ${text}`),
    };
  },
});
