/**
 * KB names that the finder passes over, singular and lower-cased; they can still be marked and linked by hand.
 * Chosen on the training parts of NCBI-disease and BC5CDR among the names found there and marked by nobody, or almost
 * nobody; kept short on purpose: a name belongs here only for one of the three reasons below.
 */

/** English words that are names by accident, or almost always mean something else ("lead", "retinal vessels"). */
const OTHER_MEANING = [
  'air',
  'base',
  'dust',
  'element',
  'emergency',
  'fat',
  'gas',
  'gel',
  'ice',
  'lead',
  'oil',
  'recurrence',
  'retinal',
  'rupture',
  'solution',
  'spotting',
  'suspension',
  'water',
];

/** Too general to be linked: the whole branch of the vocabulary hangs below. */
const TOO_GENERAL = [
  'acid',
  'aerosol',
  'amide',
  'amine',
  'anion',
  'antigen',
  'body weight',
  'carcinogenesis',
  'cation',
  'colloid',
  'cytokine',
  'disease',
  'disease progression',
  'disorder',
  'electrolyte',
  'ester',
  'free radical',
  'hormone',
  'ion',
  'lipid',
  'metal',
  'oncogenesis',
  'placebo',
  'polymer',
  'radionuclide',
  'salt',
  'sign and symptom',
  'sugar',
  'syndrome',
  'tumorigenesis',
];

/** Anions: alone they are the rest of a salt's name ("hydroxychloroquine sulfate"). */
const REST_OF_A_SALT = ['acetate', 'maleate', 'propionate', 'sulfate'];

export const STOP_NAMES: readonly string[] = [...OTHER_MEANING, ...TOO_GENERAL, ...REST_OF_A_SALT];
