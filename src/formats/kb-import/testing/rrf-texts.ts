/** A made-up Metathesaurus in the layout of RRF. */
export interface ConsoRow {
  readonly cui: string;
  readonly name: string;
  readonly lat?: string;
  readonly ts?: string;
  readonly stt?: string;
  readonly isPref?: string;
  readonly sab?: string;
  readonly tty?: string;
  readonly code?: string;
  readonly suppress?: string;
}

export function consoLine(row: ConsoRow): string {
  const {
    cui,
    name,
    lat = 'ENG',
    ts = 'S',
    stt = 'PF',
    isPref = 'Y',
    sab = 'MTH',
    tty = 'PT',
    code = 'NOCODE',
    suppress = 'N',
  } = row;
  return `${[cui, lat, ts, 'L0000001', stt, 'S0000001', isPref, 'A0000001', '', '', '', sab, tty, code, name, '0', suppress, '256'].join('|')}|\n`;
}

export const RRF_TEXTS: Readonly<Record<string, string>> = {
  'META/MRCONSO.RRF': [
    consoLine({ cui: 'C0000001', name: 'second choice', sab: 'MSH', code: 'D900001' }),
    consoLine({ cui: 'C0000001', name: 'alpha ache', ts: 'P', sab: 'SNOMEDCT_US', code: '900001' }),
    consoLine({ cui: 'C0000001', name: 'dolor alfa', lat: 'SPA', ts: 'P', sab: 'SCTSPA', code: '900001' }),
    consoLine({ cui: 'C0000001', name: 'old ache', suppress: 'O', sab: 'HPO', code: 'HP:9000001' }),
    consoLine({ cui: 'C0000002', name: 'beta acid', ts: 'P', sab: 'RXNORM', code: '7', tty: 'IN' }),
    consoLine({ cui: 'C0000003', name: 'ache', ts: 'P' }),
    consoLine({ cui: 'C0000004', name: 'nur deutsch', ts: 'P', lat: 'GER', sab: 'MSHGER' }),
    consoLine({ cui: 'C0000005', name: 'a thing | no', ts: 'P' }),
    consoLine({ cui: 'C0000006', name: 'a thing', ts: 'P' }),
  ].join(''),
  'META/MRSTY.RRF': [
    'C0000001|T184|A2.2.2|Sign or Symptom|AT1||\n',
    'C0000002|T109|A1.4|Organic Chemical|AT2||\n',
    'C0000002|T121|A1.4|Pharmacologic Substance|AT2||\n',
    'C0000003|T184|A2.2.2|Sign or Symptom|AT3||\n',
    'C0000006|T072|A1|Physical Object|AT4||\n',
  ].join(''),
  'META/MRDEF.RRF': [
    'C0000001|A1|AT1||MSH|Not shown.|Y||\n',
    'C0000001|A1|AT1||MSH|An ache of kind alpha.|N||\n',
    'C0000003|A1|AT1||MSH|An ache.|N||\n',
  ].join(''),
  'META/MRREL.RRF': [
    'C0000001|A1|AUI|PAR|C0000003|A2|AUI|isa|R1||MSH|MSH|||N||\n',
    'C0000001|A1|AUI|PAR|C0000004|A2|AUI|isa|R2||MSH|MSH|||N||\n',
    'C0000001|A1|AUI|RN|C0000002|A2|AUI||R3||MSH|MSH|||N||\n',
    'C0000003|A1|AUI|CHD|C0000001|A2|AUI|inverse_isa|R4||MSH|MSH|||N||\n',
  ].join(''),
  'META/MRCUI.RRF': [
    'C0000090|1990AA|SY|||C0000001|Y|\n',
    'C0000091|1990AA|DEL|||||\n',
    'C0000092|1990AA|RB|||C0000003|Y|\n',
    'C0000092|1990AA|RO|||C0000002|Y|\n',
  ].join(''),
};
