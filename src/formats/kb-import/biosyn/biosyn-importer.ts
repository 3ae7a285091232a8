import { parseBiosyn } from '../../biosyn.js';
import { createLineImporter } from '../line-importer.js';

/** The dictionary format of BioSyn, in which MEDIC comes; scripts read whole dictionaries with the same parser. */
export const biosynImporter = createLineImporter({
  id: 'biosyn',
  label: 'BioSyn dictionary',
  sureness: 0.8,
  layout: 'id||name|name',
  readLine: (line, group) => {
    const { concepts, failed } = parseBiosyn(line, group);
    return concepts[0] ?? failed[0]?.reason ?? 'There is nothing in this line.';
  },
});
