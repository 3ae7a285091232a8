import { describe, expect, it } from 'vitest';
import { importTexts } from '../testing/import-text.js';
import { ctdImporter } from './ctd-importer.js';

const COMMENT = '# A made-up vocabulary\n# Report created: Mon Jan 06 10:00:00 EST 2025\n#\n# Fields:\n';
const DISEASES = [
  `${COMMENT}# DiseaseName\tDiseaseID\tAltDiseaseIDs\tDefinition\tParentIDs\tTreeNumbers\tParentTreeNumbers\tSynonyms\tSlimMappings`,
  '#',
  'Alpha "5" ache\tMESH:D900001\tDO:DOID:1|OMIM:100\tAn ache.\tMESH:D900002\tC01.1|C02.1\tC01|C02\tAche, alpha|First ache\tPain',
  'Beta fever\tOMIM:200\t\t\tMESH:D900002|MESH:D900009\tC01.2\tC01\t\t',
  'Ills\tMESH:D900002\t\t\t\tC01\t\t\t',
  'Beta fever again\tOMIM:200\t\t\t\t\t\t\t',
  'Short row\tMESH:D900003',
  '',
].join('\n');

describe('ctdImporter', () => {
  it('reads diseases from TSV', async () => {
    const { score, preview, byId, concepts, reasons } = await importTexts(ctdImporter, {
      'CTD_diseases.tsv': DISEASES,
    });
    expect(score).toBeGreaterThan(0.9);
    expect(preview.recognised).toBe('CTD disease vocabulary, created Mon Jan 06 10:00:00 EST 2025');
    expect(preview.concepts).toHaveLength(4);
    expect(concepts.map(({ id }) => id)).toEqual(['D900001', 'OMIM:200', 'D900002']);
    expect(byId.get('D900001')).toEqual({
      id: 'D900001',
      name: 'Alpha "5" ache',
      synonyms: [
        { name: 'Ache, alpha', scope: 'exact' },
        { name: 'First ache', scope: 'exact' },
      ],
      group: 'Disease',
      semanticTypes: ['Pain'],
      parents: ['D900002'],
      trees: ['C01.1', 'C02.1'],
      aliases: ['OMIM:100'],
      xrefs: ['DOID:1'],
      definition: 'An ache.',
      notes: [],
      obsolete: null,
    });
    const whys = Object.fromEntries(reasons.map(({ why, lines }) => [why, lines.map(({ line }) => line)]));
    expect(whys).toEqual({
      'a concept whose id stood before was skipped': [10],
      'a row with too few columns was skipped': [11],
      'a parent that is not in the file was kept by its id only': [8],
    });
  });

  it('reads chemicals of the old and the new layout, from CSV', async () => {
    const old = `${COMMENT}# ChemicalName,ChemicalID,CasRN,Definition,ParentIDs,TreeNumbers,ParentTreeNumbers,Synonyms,DrugBankIDs\n#\n"alpha, the acid",MESH:C900001,50-00-1,"Says ""a"",\nand b",MESH:D900005,D02.1/C900001,D02.1,acid|a-acid,DB00001|DB00002\n`;
    const now = `${COMMENT}# ChemicalName,ChemicalID,CasRN,PubChemCID,PubChemSID,DTXSID,InChIKey,Definition,ParentIDs,TreeNumbers,ParentTreeNumbers,MESHSynonyms,CTDCuratedSynonyms\n"alpha, the acid",MESH:C900001,50-00-1,CID:12,34,DTXSID5,InChIKey=AAA-N,,MESH:D900005,D02.1/C900001,D02.1,acid,a-acid\n`;
    const read = async (text: string) => (await importTexts(ctdImporter, { 'c.csv': text })).concepts;
    const synonyms = [
      { name: 'acid', scope: 'exact' },
      { name: 'a-acid', scope: 'exact' },
    ];
    const shared = {
      id: 'C900001',
      name: 'alpha, the acid',
      synonyms,
      group: 'Chemical',
      parents: ['D900005'],
    };
    expect(await read(old)).toMatchObject([
      {
        ...shared,
        definition: 'Says "a",\nand b',
        xrefs: ['CAS:50-00-1', 'DRUGBANK:DB00001', 'DRUGBANK:DB00002'],
      },
    ]);
    expect(await read(now)).toMatchObject([
      {
        ...shared,
        definition: null,
        xrefs: [
          'CAS:50-00-1',
          'PUBCHEM.COMPOUND:12',
          'PUBCHEM.SUBSTANCE:34',
          'COMPTOX:DTXSID5',
          'INCHIKEY:AAA-N',
        ],
      },
    ]);
  });

  it('refuses a table without its comment, and one without rows of it', async () => {
    const rows = DISEASES.split('\n').filter((line) => !line.startsWith('#'));
    await expect(importTexts(ctdImporter, { 'd.tsv': rows.join('\n') })).rejects.toMatchObject({
      kind: 'bad-format',
      data: { line: 1 },
    });
    await expect(importTexts(ctdImporter, { 'd.tsv': '# nothing\n' })).rejects.toMatchObject({
      kind: 'bad-format',
    });
  });
});
