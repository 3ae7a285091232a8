import { Fragment } from 'react';
import { KEYMAP, printKey, type Binding } from '../../state/keymap.js';
import { Sheet } from './Sheet.js';

const GROUPS: readonly Binding['group'][] = [
  'Decide',
  'Move',
  'Mentions',
  'Moving the ends of a mention',
  'Pages',
];

/** Every key there is, and what the marks mean. */
export function HelpDialog() {
  return (
    <Sheet title="Keys" isWide hasClose>
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group} className="help-group" aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {rowsOf(group).map(({ label, keys }) => (
                <Fragment key={label}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{printKey(key)}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
        <section className="help-group" aria-label="Marks in the text">
          <h3>Marks in the text</h3>
          <ul className="help-marks">
            <li>
              <span className="mention hue-disease mention-suggested">dotted</span> suggested
            </li>
            <li>
              <span className="mention hue-disease mention-unsure">wavy</span> needs a second look: no
              candidate is likelier than not
            </li>
            <li>
              <span className="mention hue-disease mention-accepted">solid</span> decided
            </li>
            <li>
              <span className="mention hue-disease mention-nil">double</span> none of these
            </li>
            <li>
              <span className="mention hue-chemical mention-suggested">blue</span> chemicals,{' '}
              <span className="mention hue-disease mention-suggested">orange</span> diseases; the focused
              mention also shows the first letter of its type
            </li>
          </ul>
        </section>
      </div>
    </Sheet>
  );
}

/** The five keys of acceptance are one line. */
function rowsOf(group: Binding['group']): readonly { label: string; keys: readonly string[] }[] {
  return KEYMAP.filter((binding) => binding.group === group)
    .filter(({ id }) => !/^accept-[2-5]$/.test(id))
    .map(({ id, label, keys }) =>
      id === 'accept-1'
        ? { label: 'Accept that candidate and go on', keys: ['1', '2', '3', '4', '5'] }
        : {
            label,
            keys: keys.filter((key) => !key.startsWith('$mod') && key !== 'Shift+?' && key !== 'Shift+/'),
          },
    );
}
