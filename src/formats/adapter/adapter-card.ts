/** `README.md` of an exported adapter: what it is, and how it is used. Counts and figures alone, no text of a pair. */
import type { AdapterVersion, VersionTraining } from '../../core/adapter/version.js';
import type { BeforeAfter, Estimate, ReportFigures } from '../../core/training/report.js';
import type { PairMeans } from '../../core/training/job.js';

/** The card of a version, Markdown with the front matter of Hugging Face's model cards. */
export function adapterCard(version: AdapterVersion): string {
  const { name, baseId, baseHash, hash, bytes, shape, parent, training } = version;
  const sections = [
    `# ${name.replace(/\s+/g, ' ')}`,
    'A low-rank adapter (LoRA) for the decoder of a Seraph model. Seraph links words of biomedical texts to concepts of ' +
      'knowledge bases; this adapter makes the names that its curator preferred more probable.',
    table([
      ['Base model', baseId],
      ["SHA-256 of the base model's `manifest.json`", baseHash],
      ['SHA-256 of `adapter_model.safetensors`', hash],
      ['Bytes', count(bytes)],
      ['Rank, alpha', `${shape.rank}, ${shape.alpha}`],
      ['Parts of the decoder', shape.targets.join(', ')],
      ['Made', version.time],
      ['Goes on from', parent ?? 'the base model'],
      ['Origin', version.origin === 'trained' ? 'trained in Seraph' : 'imported into Seraph'],
    ]),
    ...(training ? trained(training) : []),
    usage(baseId),
  ];
  return `${frontMatter(baseId)}${sections.join('\n\n')}\n`;
}

function frontMatter(baseId: string): string {
  const base = JSON.stringify(baseId);
  return `---\nbase_model: ${base}\nlibrary_name: peft\ntags:\n- ${JSON.stringify(`base_model:adapter:${baseId}`)}\n- lora\n- transformers\n---\n\n`;
}

function trained({ settings, figures, ...training }: VersionTraining): readonly string[] {
  return [
    '## Data',
    table([
      ['Preference pairs trained on', count(training.pairs)],
      ['Preference pairs held out', count(training.heldOutPairs)],
      ['Names of the knowledge base replayed', count(training.replay)],
      ['Documents', count(training.documents)],
      ['Steps', count(training.steps)],
    ]),
    '## Settings',
    table(
      Object.entries(settings).map(([key, value]): Row => [
        `\`${key}\``,
        Array.isArray(value) ? value.join(', ') : String(value),
      ]),
    ),
    '## Figures',
    'In percent, with 95 % bootstrap intervals over documents in brackets.',
    ...figureTables(figures),
  ];
}

function figureTables({ pairs, heldOut, contributions, replay, gold }: ReportFigures): readonly string[] {
  const judged: readonly (readonly [string, BeforeAfter | null])[] = [
    ['Held-out decisions', heldOut],
    ['Replay: synonyms of the knowledge base', replay],
    ['Gold set', gold],
  ];
  const rows = judged.flatMap(([what, figure]): Row[] => (figure ? linkedRows(what, figure) : []));
  const tables: string[] = [];
  if (rows.length > 0) tables.push(table(rows, ['', 'mentions', 'before', 'after', 'difference']));
  if (pairs) {
    const { count: number, before, after, accuracy } = pairs;
    const row = (what: string, of: (means: PairMeans) => string): Row => [what, of(before), of(after)];
    tables.push(
      table(
        [
          ['Accuracy', percent(before.accuracy), estimate(accuracy)],
          row('Loss', ({ loss }) => loss.toFixed(4)),
          row('Margin', ({ margin }) => margin.toFixed(3)),
          row('Chosen name more probable', ({ chosenFirst }) => percent(chosenFirst)),
        ],
        [`${count(number)} held-out pairs`, 'before', 'after'],
      ),
    );
  }
  if (contributions) {
    const { neither, memory, training, both } = contributions;
    tables.push(
      table(
        [
          ['Neither', estimate(neither)],
          ['Memory alone', estimate(memory)],
          ['Training alone', estimate(training)],
          ['Both', estimate(both)],
        ],
        ['Held-out decisions', 'top-1'],
      ),
    );
  }
  return tables.length > 0 ? tables : ['Nothing was held out, so nothing was measured.'];
}

function linkedRows(what: string, { mentions, before, after, difference }: BeforeAfter): Row[] {
  return [
    [`${what}, top-1`, count(mentions), estimate(before.top1), estimate(after.top1), estimate(difference)],
    [`${what}, top-5`, count(mentions), estimate(before.top5), estimate(after.top5), ''],
  ];
}

function usage(baseId: string): string {
  return `## Use

In Seraph, among the versions of the model: import the zip, or the two files \`adapter_config.json\` and
\`adapter_model.safetensors\`. It is refused on any other base model than the one above.

In Python, on the same base model as a Hugging Face folder, which \`npm run export-model -- MODEL ${folderName(baseId)}\` in
Seraph's repository makes:

\`\`\`python
from peft import PeftModel
from transformers import BartForConditionalGeneration

base = BartForConditionalGeneration.from_pretrained(${JSON.stringify(folderName(baseId))})
model = PeftModel.from_pretrained(base, "THIS_FOLDER")
\`\`\``;
}

function folderName(baseId: string): string {
  return baseId.replace(/[^\w.-]+/g, '-');
}

type Row = readonly string[];

/** Markdown wants a head: an empty one where the rows speak for themselves. */
function table(rows: readonly Row[], head: Row = ['', '']): string {
  const line = (cells: Row): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function estimate({ value, lower, upper }: Estimate): string {
  return `${value.toFixed(1)} [${lower.toFixed(1)}, ${upper.toFixed(1)}]`;
}
