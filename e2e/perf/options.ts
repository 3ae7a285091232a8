/**
 * A count given on the command line.
 * @throws Error in three parts when it is none
 */
export function positive(value: string | undefined, name: string, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`${name} is "${value}". Nothing was measured. Give a whole number from 1.`);
}
