/** Colour family of a mention type: a class name part. Types beyond the two common ones share the third. */
export function hueOf(type: string): 'disease' | 'chemical' | 'other' {
  const name = type.toLowerCase();
  if (name.includes('disease') || name.includes('modifier') || name.includes('disorder')) return 'disease';
  if (name.includes('chemical') || name.includes('drug')) return 'chemical';
  return 'other';
}
