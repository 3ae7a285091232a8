import { SeraphError } from '../../core/errors.js';
import { isTensorType, TENSOR_TYPES, type TensorType } from '../quant/tensor-types.js';

/** How the matrices of a model are kept unless it is said otherwise; docs/quantization.md has the reasons. */
export const SHIPPED_DTYPES: readonly string[] = ['q8_32', 'shared.weight=q4_32'];

/**
 * Reads rules for `ConvertOptions.dtypeOf`: `TYPE` is for all matrices, `PREFIX=TYPE` for those whose names begin so. The
 * last rule that fits a tensor counts; without one it becomes q8_32.
 *
 * @throws SeraphError bad-format for a type that there is not.
 */
export function dtypeRules(rules: readonly string[]): (tensor: string) => TensorType {
  const parsed = rules.map((rule) => {
    const [prefix, type] = rule.includes('=')
      ? [rule.slice(0, rule.indexOf('=')), rule.slice(rule.indexOf('=') + 1)]
      : ['', rule];
    if (isTensorType(type)) return { prefix, type };
    throw new SeraphError(
      'bad-format',
      `There is no type "${type}" for tensors. Nothing was written. Choose one of ${TENSOR_TYPES.join(', ')}.`,
      { expected: TENSOR_TYPES.join(', '), got: rule },
    );
  });
  return (tensor) => parsed.findLast(({ prefix }) => tensor.startsWith(prefix))?.type ?? 'q8_32';
}
